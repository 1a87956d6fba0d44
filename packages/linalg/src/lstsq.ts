/*
 * Least squares of any rank by the complete orthogonal decomposition, A P = Q [T 0; 0 0] Zᵀ with a lower
 * triangular T: Golub and Van Loan, Matrix Computations (4th ed.), sections 5.4.7 and 5.5.2.
 */
import { hostMatrix, matrices } from './as-matrix.ts'
import { epsilon } from './dtype.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { likeA, rescale, transposedValues, workOn } from './internal/decomposition.ts'
import { applyQ, type CompactQr, factorQr, formR, rankOf } from './internal/host/qr-kernel.ts'
import { reversed, rowMajor, rowsReversed, transposed } from './internal/host/strided.ts'
import { solveLower } from './internal/host/triangular-kernel.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { scope } from './scope.ts'

/** A least-squares solution. */
export interface LeastSquares<M extends Matrix = Matrix> {
  /** n×r: of all minimisers of each ‖A x − b‖, the shortest. */
  readonly x: M
  /** The rank that A was taken to have. */
  readonly rank: number
}

/** Options of {@link lstsq}. */
export interface LstsqOptions {
  /**
   * Directions in which A is smaller than this share of its largest column, by a pivoted QR, count as
   * directions in which it is 0.
   * @defaultValue max(m, n) ε of the dtype
   */
  readonly tolerance?: number
}

/**
 * The shortest X that minimises ‖A X − B‖ column by column, X = A⁺B, for a matrix of any shape and
 * rank. Computed in float64 on the host.
 *
 * @param a - m×n
 * @param b - m×r: r right-hand sides
 * @throws ShapeError if B does not have m rows
 * @throws NonFiniteMatrixError for NaN and infinities in A
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { lstsq } from '@kq/linalg/lstsq'
 *
 * const { x, rank } = lstsq([[2, 0], [0, 0], [0, 0]], [4, 1, 1])
 * x.toArray() // [[2], [0]]
 * rank // 1
 * ```
 */
export function lstsq(
  a: HostMatrixLike,
  b: HostVectorLike,
  options?: LstsqOptions,
): LeastSquares<HostMatrix>
export function lstsq(a: MatrixLike, b: VectorLike, options?: LstsqOptions): LeastSquares
export function lstsq(
  a: MatrixLike,
  b: VectorLike,
  { tolerance }: LstsqOptions = {},
): LeastSquares {
  return scope(() => {
    const [A, given] = matrices(a, b)
    if (given.rows !== A.rows) {
      throw new ShapeError(
        `lstsq: A is ${shapeText(A)} and B ${shapeText(given)}; expected as many rows in B as in A`,
      )
    }
    const work = workOn('lstsq', A)
    const B = hostMatrix(given, 'lstsq')
    const { rows: m, columns: n, dtype } = work.A
    const r = B.columns
    const qr = factorQr(work.values, m, n, true)
    const rank = rankOf(qr, tolerance ?? Math.max(m, n) * epsilon[dtype])
    const c = Float64Array.from({ length: m * r }, (_, i) => B.get(Math.floor(i / r), i % r))
    applyQ(qr, c, r, true)
    const y = rank < n ? shortest(qr, rank, c, r) : backSubstituted(qr, c, r)
    const x = new Float64Array(n * r)
    qr.order.forEach((to, from) => x.set(y.subarray(from * r, (from + 1) * r), to * r))
    return { x: likeA(work, rescale(x, 1 / work.scale), n, r), rank }
  })
}

/** R⁻¹ C for an R of full column rank. */
function backSubstituted(qr: CompactQr, c: Float64Array, r: number): Float64Array {
  const n = qr.columns
  const x = c.slice(0, n * r)
  solveLower(reversed(rowMajor(formR(qr, n), n, n)), false, rowsReversed(rowMajor(x, n, r)))
  return x
}

/** The shortest Y with [R₁₁ R₁₂] Y = C, by [R₁₁ R₁₂]ᵀ = Z [Tᵀ; 0]. */
function shortest(qr: CompactQr, rank: number, c: Float64Array, r: number): Float64Array {
  const n = qr.columns
  const z = factorQr(transposedValues(formR(qr, rank), rank, n), n, rank, false)
  const y = new Float64Array(n * r)
  y.set(c.subarray(0, rank * r))
  solveLower(transposed(rowMajor(formR(z, rank), rank, rank)), false, rowMajor(y, rank, r))
  applyQ(z, y, r, false)
  return y
}
