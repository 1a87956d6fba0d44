import type { NodePeer } from '../contest/peer.ts'
import { importInstalled } from './internal/import-installed.ts'
import { type TensorFlow, tensorFlow } from './internal/tfjs.ts'

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
  async start() {
    const backend = await importInstalled<{ setThreadsCount(count: number): void }>(
      '@tensorflow/tfjs-backend-wasm',
    )
    backend.setThreadsCount(1)
    return tensorFlow(await importInstalled<TensorFlow>('@tensorflow/tfjs-core'), 'wasm')
  },
}
