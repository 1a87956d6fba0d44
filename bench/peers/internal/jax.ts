import type { Floats } from '@kq/linalg/dtype'
import { type Solver, solver } from '../../contest/solver.ts'

/** What is used of an array; every use takes a reference, and `ref` gives one more. */
interface JaxArray {
  readonly ref: JaxArray
  reshape(shape: readonly number[]): JaxArray
  transpose(): JaxArray
  blockUntilReady(): Promise<JaxArray>
  data(): Promise<Float32Array>
  dispose(): void
}

/** What is used of jax-js. */
export interface Jax {
  init(...devices: string[]): Promise<string[]>
  defaultDevice(device: string): void
  readonly numpy: {
    array(values: Floats): JaxArray
    matmul(a: JaxArray, b: JaxArray): JaxArray
  }
}

/** jax-js on one of its devices. */
export async function jax(
  { init, defaultDevice, numpy }: Jax,
  device: 'wasm' | 'webgpu',
): Promise<Solver> {
  const found = await init(device)
  if (!found.includes(device)) throw new Error(`it finds no ${device}, but ${found.join(', ')}`)
  defaultDevice(device)
  return solver(device === 'wasm' ? 'one thread' : device, () => ({
    load: (values, rows, columns) => numpy.array(values).reshape([rows, columns]).blockUntilReady(),
    operations: {
      'gemm NN': (a, b) => () => numpy.matmul(a.ref, b.ref).blockUntilReady(),
      'gemm NT': (a, b) => () => numpy.matmul(a.ref, b.ref.transpose()).blockUntilReady(),
      'gemm TN': (a, b) => () => numpy.matmul(a.ref.transpose(), b.ref).blockUntilReady(),
    },
    read: (result) => result.ref.data(),
    free: (result) => result.dispose(),
  }))
}
