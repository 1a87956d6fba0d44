import type { Floats } from '@kq/linalg/dtype'
import type { NodePeer } from '../contest/peer.ts'
import { solver } from '../contest/solver.ts'
import { importInstalled } from './internal/import-installed.ts'

/** What is used of an array; every use takes a reference, and `ref` gives one more. */
interface JaxArray {
  readonly ref: JaxArray
  reshape(shape: readonly number[]): JaxArray
  transpose(): JaxArray
  blockUntilReady(): Promise<JaxArray>
  data(): Promise<Float32Array>
  dispose(): void
}

interface Jax {
  init(...devices: string[]): Promise<string[]>
  defaultDevice(device: string): void
  readonly numpy: {
    array(values: Floats): JaxArray
    matmul(a: JaxArray, b: JaxArray): JaxArray
  }
}

export const peer: NodePeer = {
  name: 'jax-js wasm',
  dtypes: ['float32'],
  operations: ['gemm NN', 'gemm NT', 'gemm TN'],
  installed: true,
  async start() {
    // It asks the browser for a GPU before anything else.
    if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} })
    const { init, defaultDevice, numpy } = await importInstalled<Jax>('@jax-js/jax')
    await init('wasm')
    defaultDevice('wasm')
    return solver('one thread', () => ({
      load: (values, rows, columns) =>
        numpy.array(values).reshape([rows, columns]).blockUntilReady(),
      operations: {
        'gemm NN': (a, b) => () => numpy.matmul(a.ref, b.ref).blockUntilReady(),
        'gemm NT': (a, b) => () => numpy.matmul(a.ref, b.ref.transpose()).blockUntilReady(),
        'gemm TN': (a, b) => () => numpy.matmul(a.ref.transpose(), b.ref).blockUntilReady(),
      },
      read: (result) => result.ref.data(),
      free: (result) => result.dispose(),
    }))
  },
}
