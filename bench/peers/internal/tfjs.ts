import type { Floats } from '@kq/linalg/dtype'
import { type Solver, solver } from '../../contest/solver.ts'

/** What is used of a tensor. */
interface Tensor {
  readonly shape: readonly number[]
  data(): Promise<Float32Array>
  dispose(): void
}

/** What is used of tfjs-core. */
export interface TensorFlow {
  readonly version_core: string
  setBackend(name: string): Promise<boolean>
  tensor2d(values: Floats, shape: readonly [number, number]): Tensor
  matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor
  relu(a: Tensor): Tensor
  sigmoid(a: Tensor): Tensor
  add(a: Tensor, b: Tensor): Tensor
  mul(a: Tensor, b: Tensor | number): Tensor
  square(a: Tensor): Tensor
  concat(parts: readonly Tensor[], axis: number): Tensor
  slice(a: Tensor, begin: readonly number[], size: readonly number[]): Tensor
  ones(shape: readonly number[]): Tensor
  mean(a: Tensor, axis: number): Tensor
  sum(a: Tensor): Tensor
  tidy<T>(body: () => T): T
}

/** TensorFlow.js on a backend, which is imported already. */
export async function tensorFlow(
  tf: TensorFlow,
  backend: 'wasm' | 'cpu' | 'webgpu',
): Promise<Solver> {
  if (!(await tf.setBackend(backend))) throw new Error(`its backend ${backend} does not start`)
  // On a GPU a result is there when an element of it is.
  const settled = async (result: Tensor): Promise<Tensor> => {
    const corner = tf.slice(
      result,
      result.shape.map((size) => size - 1),
      [1, 1],
    )
    await corner.data()
    corner.dispose()
    return result
  }
  const done = backend === 'webgpu' ? settled : (result: Tensor) => result
  const about = backend === 'webgpu' ? backend : 'one thread'
  return solver(`${tf.version_core}, ${about}`, () => ({
    load: (values, rows, columns) => tf.tensor2d(values, [rows, columns]),
    operations: {
      'gemm NN': (a, b) => () => done(tf.matMul(a, b)),
      'gemm NT': (a, b) => () => done(tf.matMul(a, b, false, true)),
      'gemm TN': (a, b) => () => done(tf.matMul(a, b, true)),
      'gemv N': (a, x) => () => tf.matMul(a, x),
      'gemv T': (a, x) => () => tf.matMul(a, x, true),
      'rank two': (h, s, q) => () =>
        tf.tidy(() => {
          const left = tf.concat([s, q], 1)
          const right = tf.concat([tf.add(tf.mul(s, 0.5), tf.mul(q, -0.25)), tf.mul(s, -0.25)], 1)
          return tf.add(h, tf.matMul(left, right, false, true))
        }),
      'gram blend': (x, c) => () =>
        tf.tidy(() => tf.add(tf.mul(c, 0.9), tf.mul(tf.matMul(x, x, true), 0.1 / x.shape[0]))),
      'relu ones': (x) => () => tf.tidy(() => tf.concat([tf.relu(x), tf.ones([x.shape[0], 1])], 1)),
      axpby: (x, y) => () => tf.tidy(() => tf.add(tf.mul(x, 0.9), tf.mul(y, 0.1))),
      sigmoid: (x) => () => tf.sigmoid(x),
      'column mean': (x) => () => tf.mean(x, 0),
      dot: (x, y) => () => tf.tidy(() => tf.sum(tf.mul(x, y))),
      'sum of squares': (x) => () => tf.tidy(() => tf.sum(tf.square(x))),
    },
    read: (result) => result.data(),
    free: (result) => result.dispose(),
  }))
}
