import { matrices } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
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

/**
 * X with A X = B for a square matrix, by LU with partial pivoting. Errors grow with the condition of
 * A (`conditionNumber`): a matrix that is singular but for rounding gives large numbers, not an error.
 * For symmetric positive definite matrices `cholesky` and `choleskySolve` take half the work, for
 * other shapes and ranks there is `lstsq`.
 *
 * @param a - n×n
 * @param b - n×r: r right-hand sides
 * @returns n×r
 * @throws ShapeError if A is not square or B does not have n rows
 * @throws SingularMatrixError if A has no inverse
 * @throws NonFiniteMatrixError for NaN and infinities in A
 * @throws EngineError where the values of A are not in ordinary memory
 *
 * @example
 * ```ts
 * import { solve } from '@kq/linalg/solve'
 *
 * solve([[0, 2], [4, 0]], [2, 8]).toArray() // [[2], [1]]
 * ```
 */
export function solve(a: HostMatrixLike, b: HostVectorLike): HostMatrix
export function solve(a: MatrixLike, b: VectorLike): Matrix
export function solve(a: MatrixLike, b: VectorLike): Matrix {
  return scope(() => {
    const [A, B] = matrices(a, b)
    if (A.rows !== A.columns || B.rows !== A.rows) {
      throw new ShapeError(
        `solve: A is ${shapeText(A)} and B ${shapeText(B)}; expected a square A with as many rows ` +
          'as B (`lstsq` takes other shapes)',
      )
    }
    return solveWith('solve', lu(A), B)
  })
}
