import { asItComes } from '../contest/openblas.ts'
import type { PythonPeer } from '../contest/peer.ts'

/** numpy, told to form the product. */
export const peer: PythonPeer = {
  name: 'np.kron',
  dtypes: ['float64'],
  operations: ['kron matvec'],
  script: 'with_np_kron.py',
  module: 'numpy',
  environment: asItComes,
}
