import { hostEngine } from '@kq/linalg/host'
import type { NodePeer } from '../contest/peer.ts'
import { engineSolver, ownOperations } from './engine-solver.ts'

/** Plain TypeScript. */
export const peer: NodePeer = {
  name: 'host',
  dtypes: ['float32', 'float64'],
  operations: ownOperations,
  start: () =>
    Promise.resolve(
      engineSolver('TypeScript', {
        float32: hostEngine({ dtype: 'float32' }),
        float64: hostEngine({ dtype: 'float64' }),
      }),
    ),
}
