/*
 * min ‖A − B ⊗ C‖_F is min ‖R(A) − vec(B) vec(C)ᵀ‖_F, where the rows of the rearrangement R(A) are the
 * blocks of A, stacked: Van Loan and Pitsianis, "Approximation with Kronecker products" (1993). Its
 * solution is the leading singular triple of R(A).
 */
import { hostMatrix, matrix } from './as-matrix.ts'
import type { Shape } from './engine.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { likeA, rescale, workOn } from './internal/decomposition.ts'
import { leadingTriple } from './internal/host/leading-triple.ts'
import { norm } from './internal/host/reflection.ts'
import { type HostMatrixLike, type Matrix, type MatrixLike, shapeText } from './matrix.ts'
import { scope } from './scope.ts'

/** B ⊗ C near A. */
export interface NearestKronecker<M extends Matrix = Matrix> {
  /** The first factor, m×n. Its element of largest size is positive, and its norm is that of C. */
  readonly b: M
  /** The second factor, p×q. */
  readonly c: M
  /** ‖A − B ⊗ C‖_F. */
  readonly distance: number
}

/**
 * The Kronecker product nearest to a matrix in the Frobenius norm. If A is symmetric, positive definite
 * or without negative elements, so are the factors, as long as the largest singular value of the
 * rearranged matrix is alone. Costs some tens of passes over A.
 *
 * @param a - mp×nq
 * @param first - m and n, the shape of the first factor; that of the second follows
 * @throws ShapeError if m does not divide the rows of A, or n its columns
 * @throws NonFiniteMatrixError for NaN and infinities
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { kron } from '@kq/linalg/kron'
 * import { nearestKronecker } from '@kq/linalg/nearest-kronecker'
 *
 * const product = kron([[1, 2], [3, 4]], [[1, 0], [0, 1]])
 * const { b, c, distance } = nearestKronecker(product, { rows: 2, columns: 2 })
 * b.get(0, 1) / b.get(0, 0) // 2
 * distance < 1e-14 // true
 * ```
 */
export function nearestKronecker(a: HostMatrixLike, first: Shape): NearestKronecker<HostMatrix>
export function nearestKronecker(a: MatrixLike, first: Shape): NearestKronecker
export function nearestKronecker(a: MatrixLike, first: Shape): NearestKronecker {
  return scope(() => {
    const A = hostMatrix(matrix(a), 'nearestKronecker')
    const { rows: m, columns: n } = first
    const [p, q] = [A.rows / m, A.columns / n]
    if (![m, n, p, q].every((size) => Number.isInteger(size) && size >= 1)) {
      throw new ShapeError(
        `nearestKronecker: A is ${shapeText(A)}, the first factor ${shapeText(first)}; ` +
          'expected sizes from 1 on that divide those of A',
      )
    }
    const work = workOn('nearestKronecker', A)
    const R = rearranged(work.values, m, n, p, q)
    const { sigma, u, v } = leadingTriple(R, m * n, p * q)
    const largest = u.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0)
    const root = (largest < 0 ? -1 : 1) * Math.sqrt(sigma)
    const [b, c] = [u.map((x) => root * x), v.map((x) => root * x)]
    const distance = work.scale * distanceTo(R, b, c)
    // The scale is an even power of two: each factor takes its root.
    const half = Math.sqrt(work.scale)
    return {
      b: likeA(work, rescale(b, half), m, n),
      c: likeA(work, rescale(c, half), p, q),
      distance,
    }
  })
}

/** Row i·n + j holds block (i, j) row by row; both vectors then are in row-major order. */
function rearranged(
  values: Float64Array,
  m: number,
  n: number,
  p: number,
  q: number,
): Float64Array {
  const R = new Float64Array(values.length)
  let to = 0
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < p; k++) {
        const from = (i * p + k) * n * q + j * q
        for (let l = 0; l < q; l++) R[to++] = values[from + l]
      }
    }
  }
  return R
}

/** ‖R − b cᵀ‖_F */
function distanceTo(R: Float64Array, b: Float64Array, c: Float64Array): number {
  const difference = new Float64Array(R.length)
  b.forEach((x, i) => {
    c.forEach((y, j) => (difference[i * c.length + j] = R[i * c.length + j] - x * y))
  })
  return norm(difference, 0, difference.length)
}
