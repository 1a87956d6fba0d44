/*
 * The inverse p-th root by the coupled Newton iteration, whose coupling keeps it stable: Iannazzo, "On
 * the Newton method for the matrix pth root", SIAM J. Matrix Anal. Appl. 28 (2006); Higham, Functions
 * of Matrices (2008), eq. 7.18; Anil, Gupta, Koren, Regan and Singer, "Scalable Second Order
 * Optimization for Deep Learning" (2020), appendix.
 *
 *   X₀ = x I,  M₀ = x^p A,           x^p = (1 + p) / (2 ‖A‖)
 *   T  = ((p + 1) I − M) / p,        X ← X T,  M ← T^p M;  M → I, X → A^(−1/p)
 *
 * The least eigenvalue of M grows by (1 + 1/p)^p, 2 to 2.7, an iteration until it is near 1; from there
 * the number of right digits doubles.
 *
 * Departure: x is taken from a logarithm and x^p from x, so that an error of x does no harm.
 */
import { matrix, peek } from './as-matrix.ts'
import { epsilon } from './dtype.ts'
import {
  abs,
  add,
  and,
  columnIndex,
  div,
  eq,
  exp,
  expression,
  finite,
  gt,
  log,
  lt,
  mul,
  not,
  or,
  rowIndex,
  sub,
} from './expression.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { assertRoot } from './internal/assert-root.ts'
import { assertSquare } from './internal/assert-square.ts'
import { generate, map, reduce } from './map.ts'
import type { HostMatrixLike, Matrix, MatrixLike } from './matrix.ts'
import { discard, scope } from './scope.ts'
import { select } from './select.ts'
import { transpose } from './transpose.ts'

/** Options of {@link newtonInverseRoot}. */
export interface NewtonInverseRootOptions {
  /** At what `error` it is done. @defaultValue n ε of the dtype */
  readonly tolerance?: number
  /**
   * Condition κ takes some log₂ κ + 8 of them, less for a larger p. Engines whose values cannot be seen
   * at once compute all of them, and keep the last that counts.
   * @defaultValue `60`
   */
  readonly maxIterations?: number
}

/** What {@link newtonInverseRoot} came to. */
export interface NewtonInverseRoot<M extends Matrix = Matrix> {
  /** X, n×n, symmetric to the last bit. */
  readonly root: M
  /**
   * The largest element of |M − I|, 1×1: about that of |X^p A − I|, which is rounding error where the
   * iteration converged. Large or NaN where A is not positive definite, not finite, or too badly
   * conditioned for the iterations or the dtype: then `root` is no root.
   */
  readonly error: M
}

const size = /* @__PURE__ */ expression((x) => abs(x))
const startingScale = /* @__PURE__ */ expression((norm, p) =>
  exp(div(log(div(add(1, p), mul(2, norm))), p)),
)
const product = /* @__PURE__ */ expression((x, y) => mul(x, y))
const onDiagonal = /* @__PURE__ */ expression((x) => mul(x, eq(rowIndex, columnIndex)))
const step = /* @__PURE__ */ expression((m, p) =>
  div(sub(mul(add(p, 1), eq(rowIndex, columnIndex)), m), p),
)
const distance = /* @__PURE__ */ expression((m) => abs(sub(m, eq(rowIndex, columnIndex))))
const mean = /* @__PURE__ */ expression((x, xT) => mul(0.5, add(x, xT)))
// Within the tolerance, or beyond hope; or near, and no better than half of what it was: at the level of rounding.
const isDone = /* @__PURE__ */ expression((error, before, tolerance) =>
  or(
    not(and(finite(error), gt(error, tolerance))),
    and(lt(before, 0.1), gt(error, mul(0.5, before))),
  ),
)

interface State {
  readonly X: Matrix
  readonly M: Matrix
  readonly error: Matrix
  readonly done: Matrix
}

/**
 * The inverse p-th root of a symmetric positive definite matrix by products of matrices alone: the
 * coupled Newton iteration that Shampoo uses, on any engine, without a read. The error of the root is of
 * the order of κ(A) ε, as that of `inverseRoot`.
 *
 * @param a - n×n, symmetric positive definite, both triangles given
 * @param p - a whole number from 1 on
 * @throws ShapeError if A is not square
 * @throws RangeError for another p, or `maxIterations` that is not a whole number
 *
 * @example
 * ```ts
 * import { newtonInverseRoot } from '@kq/linalg/newton-inverse-root'
 *
 * const { root, error } = newtonInverseRoot([[16, 0], [0, 81]], 4)
 * error.get(0, 0) < 1e-14 // true
 * Math.abs(root.get(0, 0) - 1 / 2) < 1e-14 // true
 * ```
 */
export function newtonInverseRoot(
  a: HostMatrixLike,
  p: number,
  options?: NewtonInverseRootOptions,
): NewtonInverseRoot<HostMatrix>
export function newtonInverseRoot(
  a: MatrixLike,
  p: number,
  options?: NewtonInverseRootOptions,
): NewtonInverseRoot
export function newtonInverseRoot(
  a: MatrixLike,
  p: number,
  { tolerance, maxIterations = 60 }: NewtonInverseRootOptions = {},
): NewtonInverseRoot {
  return scope(() => {
    const A = matrix(a)
    assertSquare('newtonInverseRoot', { A })
    assertRoot('newtonInverseRoot', p)
    if (!(Number.isInteger(maxIterations) && maxIterations >= 0)) {
      throw new RangeError(
        `newtonInverseRoot: maxIterations is ${maxIterations}; expected a whole number from 0 on`,
      )
    }
    const enough = tolerance ?? A.rows * epsilon[A.dtype]
    const seen = A.engine.peek !== undefined
    let state = begin(A, p, enough)
    for (let k = 0; k < maxIterations; k++) {
      if (seen && peek(state.done) !== 0) break
      const last = state
      state = scope(() => iterate(last, p, enough, seen))
      discard(last, state)
    }
    return { root: map(mean, state.X, transpose(state.X)), error: state.error }
  })
}

function begin(A: Matrix, p: number, tolerance: number): State {
  return scope(() => {
    // The largest sum of a row of |A| is no less than the largest eigenvalue.
    const sums = reduce('sum', 'columns', size, A)
    const x = map(startingScale, reduce('max', 'all', size, sums), p)
    const X = generate(A.engine, A, onDiagonal, x)
    const M = map(
      product,
      power(x, p, (y, z) => map(product, y, z)),
      A,
    )
    const error = reduce('max', 'all', distance, M)
    return { X, M, error, done: map(isDone, error, Number.POSITIVE_INFINITY, tolerance) }
  })
}

function iterate({ X, M, error, done }: State, p: number, tolerance: number, seen: boolean): State {
  const T = map(step, M, p)
  const nextM = gemm(power(T, p, gemm), M)
  const nextX = gemm(X, T)
  const nextError = reduce('max', 'all', distance, nextM)
  const nextDone = map(isDone, nextError, error, tolerance)
  if (seen) return { X: nextX, M: nextM, error: nextError, done: nextDone }
  return {
    X: select(done, X, nextX),
    M: select(done, M, nextM),
    error: select(done, error, nextError),
    done: select(done, done, nextDone),
  }
}

/** x^p by repeated squaring. */
function power(x: Matrix, p: number, times: (y: Matrix, z: Matrix) => Matrix): Matrix {
  if (p === 1) return x
  const half = power(x, Math.floor(p / 2), times)
  const square = times(half, half)
  return p % 2 === 0 ? square : times(square, x)
}
