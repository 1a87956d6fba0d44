import type { Floats } from '@kq/linalg/dtype'
import { type Solver, solver } from '../../contest/solver.ts'
import { importInstalled } from './import-installed.ts'

/** What is used of a tensor. */
interface Tensor {
  readonly shape: readonly number[]
  data(): Promise<Float32Array>
  dispose(): void
}

/** What is used of tfjs-core. */
interface TensorFlow {
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
  ones(shape: readonly number[]): Tensor
  mean(a: Tensor, axis: number): Tensor
  sum(a: Tensor): Tensor
  tidy<T>(body: () => T): T
}

/** TensorFlow.js on a backend, which `ready` may set up. */
export async function tensorFlow(
  backend: 'wasm' | 'cpu',
  ready: () => Promise<void>,
): Promise<Solver> {
  const tf = await importInstalled<TensorFlow>('@tensorflow/tfjs-core')
  await ready()
  if (!(await tf.setBackend(backend))) throw new Error(`its backend ${backend} does not start`)
  return solver(`${tf.version_core}, one thread`, () => ({
    load: (values, rows, columns) => tf.tensor2d(values, [rows, columns]),
    operations: {
      'gemm NN': (a, b) => () => tf.matMul(a, b),
      'gemm NT': (a, b) => () => tf.matMul(a, b, false, true),
      'gemm TN': (a, b) => () => tf.matMul(a, b, true),
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
