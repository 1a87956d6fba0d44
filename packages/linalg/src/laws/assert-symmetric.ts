import { type HostMatrixLike, shapeText } from '../matrix.ts'
import { violated } from './assert-close.ts'
import { denseFrom } from './dense.ts'

/**
 * Throws unless H[i, j] and H[j, i] are the same number, to the last bit.
 *
 * @param what - names H in the message
 */
export function assertSymmetric(h: HostMatrixLike, what = 'the matrix'): void {
  const H = denseFrom(h)
  if (H.rows !== H.columns) violated(`${what} is ${shapeText(H)}, expected it to be symmetric`)
  for (let i = 0; i < H.rows; i++) {
    for (let j = 0; j < i; j++) {
      const lower = H.get(i, j)
      const upper = H.get(j, i)
      const same = lower === upper || (Number.isNaN(lower) && Number.isNaN(upper))
      if (!same)
        violated(`${what} is not symmetric: [${i}, ${j}] is ${lower}, [${j}, ${i}] is ${upper}`)
    }
  }
}

/**
 * Throws unless H is symmetric to the last bit and every pivot of its Cholesky factorization, in
 * float64, is positive.
 *
 * @param what - names H in the message
 */
export function assertSymmetricPositiveDefinite(h: HostMatrixLike, what = 'the matrix'): void {
  assertSymmetric(h, what)
  const { rows: n, values } = denseFrom(h)
  const L = Float64Array.from(values)
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) L[j * n + j] -= L[j * n + k] ** 2
    const pivot = L[j * n + j]
    if (!(pivot > 0 && pivot < Infinity)) {
      violated(`${what} is not positive definite: Cholesky pivot ${j} (0-based) is ${pivot}`)
    }
    const root = Math.sqrt(pivot)
    L[j * n + j] = root
    for (let i = j + 1; i < n; i++) {
      for (let k = 0; k < j; k++) L[i * n + j] -= L[i * n + k] * L[j * n + k]
      L[i * n + j] /= root
    }
  }
}
