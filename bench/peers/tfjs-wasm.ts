import type { NodePeer } from '../contest/peer.ts'
import { importInstalled } from './internal/import-installed.ts'
import { tensorFlow } from './internal/tfjs.ts'

export const peer: NodePeer = {
  name: 'tfjs wasm',
  dtypes: ['float32'],
  operations: [
    'gemm NN',
    'gemm NT',
    'gemm TN',
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
  ],
  installed: true,
  start: () =>
    tensorFlow('wasm', async () => {
      const backend = await importInstalled<{ setThreadsCount(count: number): void }>(
        '@tensorflow/tfjs-backend-wasm',
      )
      backend.setThreadsCount(1)
    }),
}
