import { asItComes } from '../contest/openblas.ts'
import type { PythonPeer } from '../contest/peer.ts'

export const peer: PythonPeer = {
  name: 'numpy',
  dtypes: ['float32', 'float64'],
  operations: [
    'gemm NN',
    'gemm NT',
    'gemm TN',
    'cholesky',
    'spd inverse',
    'gemv N',
    'gemv T',
    'rank two',
    'gram blend',
    'relu ones',
    'axpby',
    'sigmoid',
    'column mean',
    'dot',
    'sum of squares',
    'kron matvec',
  ],
  script: 'with_numpy.py',
  module: 'numpy',
  environment: asItComes,
}
