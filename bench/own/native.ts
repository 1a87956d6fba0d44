import { nativeEngine } from '@kq/native/native-engine'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import type { NodePeer } from '../contest/peer.ts'
import { avx2 } from '../contest/openblas.ts'
import { engineSolver, ownOperations } from './engine-solver.ts'

/** The machine's BLAS, on WebAssembly's memory and kernels for all else. */
export const peer: NodePeer = {
  name: 'native',
  dtypes: ['float32', 'float64'],
  operations: ownOperations,
  threads: [1, 2],
  environment: avx2,
  async start(threads) {
    const open = (dtype: 'float32' | 'float64') =>
      nativeEngine({
        dtype,
        threads,
        base: wasmEngine({ dtype, threads: 1 }),
        koffi: () => import('koffi'),
      })
    const [float32, float64] = [await open('float32'), await open('float64')]
    const { path, kernel = 'unknown kernel' } = float32.library
    return engineSolver(`${path} ${kernel}`, {
      float32: float32.engine,
      float64: float64.engine,
    })
  },
}
