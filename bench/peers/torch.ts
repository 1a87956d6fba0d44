import { asItComes } from '../contest/openblas.ts'
import type { PythonPeer } from '../contest/peer.ts'

export const peer: PythonPeer = {
  name: 'torch',
  dtypes: ['float32'],
  operations: ['adam, logistic loss', 'adam, half-mse loss'],
  threads: [1, 2],
  script: 'with_torch.py',
  module: 'torch',
  environment: asItComes,
}
