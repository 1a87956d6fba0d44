/*
 * A symmetric A = Q T Qᵀ with a tridiagonal T, by Householder reflections: Golub and Van Loan, Matrix
 * Computations (4th ed.), algorithm 8.3.1. All inner loops run along rows: the lower triangle is
 * updated, the reflections are kept in the rows of the upper one, and what is formed is Qᵀ.
 */
import { reflect } from './reflection.ts'

/** T = tridiag(e, d, e). */
export interface Tridiagonal {
  readonly d: Float64Array
  readonly e: Float64Array
}

/**
 * T of a symmetric matrix.
 *
 * @param a - n×n, row-major, its lower triangle given; overwritten, its upper triangle by the
 * reflections that {@link accumulate} takes
 * @param beta - room for the n reflections' β
 */
export function tridiagonalize(a: Float64Array, n: number, beta: Float64Array): Tridiagonal {
  const d = new Float64Array(n)
  const e = new Float64Array(n)
  const w = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    d[k] = a[k * n + k]
    if (k === n - 1) break
    const v = k * n
    for (let i = k + 1; i < n; i++) a[v + i] = a[i * n + k]
    beta[k] = reflect(a, v + k + 1, n - k - 1)
    e[k] = a[v + k + 1]
    a[v + k + 1] = 1
    if (beta[k] !== 0) bothSides(a, n, k, beta[k], w)
  }
  return { d, e }
}

/** The trailing block ← H · H for the v in row k: A − v wᵀ − w vᵀ, w = β A v − ½ β² (vᵀA v) v. */
function bothSides(a: Float64Array, n: number, k: number, beta: number, w: Float64Array): void {
  const first = k + 1
  const v = k * n
  w.fill(0, first)
  for (let i = first; i < n; i++) {
    const row = i * n
    const weight = a[v + i]
    let sum = a[row + i] * weight
    for (let j = first; j < i; j++) {
      const x = a[row + j]
      sum += x * a[v + j]
      w[j] += x * weight
    }
    w[i] += sum
  }
  let along = 0
  for (let j = first; j < n; j++) along += w[j] * a[v + j]
  const half = 0.5 * beta * beta * along
  for (let j = first; j < n; j++) w[j] = beta * w[j] - half * a[v + j]
  for (let i = first; i < n; i++) {
    const row = i * n
    const x = a[v + i]
    const y = w[i]
    for (let j = first; j <= i; j++) a[row + j] -= x * w[j] + y * a[v + j]
  }
}

/** Qᵀ, row-major, from what {@link tridiagonalize} left behind. */
export function accumulate(a: Float64Array, n: number, beta: Float64Array): Float64Array {
  const q = new Float64Array(n * n)
  for (let i = 0; i < n; i++) q[i * n + i] = 1
  for (let k = n - 2; k >= 0; k--) {
    if (beta[k] === 0) continue
    const v = k * n
    for (let i = k + 1; i < n; i++) {
      const row = i * n
      let sum = 0
      for (let j = k + 1; j < n; j++) sum += q[row + j] * a[v + j]
      sum *= beta[k]
      for (let j = k + 1; j < n; j++) q[row + j] -= sum * a[v + j]
    }
  }
  return q
}
