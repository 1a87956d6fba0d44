import { wasmEngine } from '@kq/wasm/wasm-engine'
import type { NodePeer } from '../contest/peer.ts'
import { engineSolver, ownOperations } from './engine-solver.ts'

/** WebAssembly SIMD, by the kernels that this machine gets. */
export const peer: NodePeer = {
  name: 'wasm',
  dtypes: ['float32', 'float64'],
  operations: ownOperations,
  threads: [1, 2],
  start(threads) {
    const float32 = wasmEngine({ dtype: 'float32', threads })
    const float64 = wasmEngine({ dtype: 'float64', threads })
    if (float32.report.threads !== threads) {
      throw new Error(`it has no ${threads} threads here: ${float32.report.reason}`)
    }
    const about = `${float32.report.variant} SIMD`
    return Promise.resolve(engineSolver(about, { float32, float64 }))
  },
}
