/*
 * (A ⊗ B)⁻¹ = A⁻¹ ⊗ B⁻¹ and the vec trick: (A ⊗ B)⁻¹ vec(X) = vec(B⁻¹ X A⁻ᵀ), with vec stacking
 * columns. Van Loan, "The ubiquitous Kronecker product", J. Comput. Appl. Math. 123 (2000).
 */
import { matrices } from './as-matrix.ts'
import { cholesky } from './cholesky.ts'
import { choleskySolve } from './cholesky-solve.ts'
import { zeros } from './constant.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { join, split } from './internal/reshaped.ts'
import { mapUnstacked } from './internal/unstacked.ts'
import { lu } from './lu.ts'
import { solveWith } from './lu-solve.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { scope } from './scope.ts'
import { transpose } from './transpose.ts'
import { triangularSolve } from './triangular-solve.ts'

type Structure = 'spd' | 'lower' | 'upper' | 'general'

/** Options of {@link kronSolve}. */
export interface KronSolveOptions {
  /**
   * What both factors are: symmetric positive definite (solved by Cholesky), triangular, or any square
   * matrices (solved by LU, where their values are in ordinary memory). Only the lower triangles of
   * `'spd'` and `'lower'` factors are read, only the upper of `'upper'`.
   * @defaultValue `'spd'`
   */
  readonly structure?: Structure
}

/**
 * (A ⊗ B)⁻¹ V without forming the product or an inverse: every column of V is vec(X) of an n×m
 * matrix X, its columns stacked, and becomes vec(B⁻¹ X A⁻ᵀ).
 *
 * @param a - m×m
 * @param b - n×n
 * @param v - mn×r: r right-hand sides
 * @returns mn×r
 * @throws ShapeError if A or B is not square, or V does not have mn rows
 * @throws NotPositiveDefiniteError if a factor that should be is not positive definite
 * @throws SingularMatrixError if a general factor has no inverse
 *
 * @example
 * ```ts
 * import { kronSolve } from '@kq/linalg/kron-solve'
 *
 * kronSolve([[4, 0], [0, 16]], [[1]], [4, 32]).toArray() // [[1], [2]]
 * ```
 */
export function kronSolve(
  a: HostMatrixLike,
  b: HostMatrixLike,
  v: HostVectorLike,
  options?: KronSolveOptions,
): HostMatrix
export function kronSolve(
  a: MatrixLike,
  b: MatrixLike,
  v: VectorLike,
  options?: KronSolveOptions,
): Matrix
export function kronSolve(
  a: MatrixLike,
  b: MatrixLike,
  v: VectorLike,
  { structure = 'spd' }: KronSolveOptions = {},
): Matrix {
  return scope(() => {
    const [A, B, V] = matrices(a, b, v)
    const m = A.rows
    const n = B.rows
    if (A.columns !== m || B.columns !== n || V.rows !== m * n) {
      throw new ShapeError(
        `kronSolve: A is ${shapeText(A)}, B ${shapeText(B)} and V ${shapeText(V)}; ` +
          'expected square A and B, and V with as many rows as A and B multiplied',
      )
    }
    const solveA = solver(A, structure)
    const solveB = solver(B, structure)
    const stacked = mapUnstacked(V, m, n, (W) => {
      // A⁻¹ W B⁻ᵀ = (B⁻¹ (A⁻¹ W)ᵀ)ᵀ, for all right-hand sides at once.
      const left = split(solveA(join('columns', W)), 'columns', W.length)
      const both = solveB(join('columns', left.map(turned)))
      return split(both, 'columns', W.length).map(turned)
    })
    return stacked ?? zeros(m * n, 0, A.engine)
  })
}

const turned = (a: Matrix): Matrix => transpose(a)

/** How to solve with a factor; what can be computed once is. */
function solver(factor: Matrix, structure: Structure): (b: Matrix) => Matrix {
  if (structure === 'general') {
    const factors = lu(factor)
    return (b) => solveWith('kronSolve', factors, b)
  }
  if (structure !== 'spd') {
    return (b) => triangularSolve(factor, b, { lower: structure === 'lower' })
  }
  const L = cholesky(factor)
  return (b) => choleskySolve(L, b)
}
