import type { NodePeer } from '../contest/peer.ts'
import { importInstalled } from './internal/import-installed.ts'
import { type TensorFlow, tensorFlow } from './internal/tfjs.ts'

export const peer: NodePeer = {
  name: 'tfjs cpu',
  dtypes: ['float32'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN'],
  installed: true,
  async start() {
    await importInstalled('@tensorflow/tfjs-backend-cpu')
    return tensorFlow(await importInstalled<TensorFlow>('@tensorflow/tfjs-core'), 'cpu')
  },
}
