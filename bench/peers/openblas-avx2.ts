import { avx2 } from '../contest/openblas.ts'
import type { PythonPeer } from '../contest/peer.ts'
import { peer as numpy } from './numpy.ts'

/** numpy on the kernels that the native engine is told to take too. */
export const peer: PythonPeer = { ...numpy, name: 'OpenBLAS AVX2', environment: avx2 }
