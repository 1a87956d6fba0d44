import type { NodePeer } from '../contest/peer.ts'
import { importInstalled } from './internal/import-installed.ts'
import { type Jax, jax } from './internal/jax.ts'

export const peer: NodePeer = {
  name: 'jax-js wasm',
  dtypes: ['float32'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN'],
  installed: true,
  async start() {
    // It asks the browser for a GPU before anything else.
    if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} })
    return jax(await importInstalled<Jax>('@jax-js/jax'), 'wasm')
  },
}
