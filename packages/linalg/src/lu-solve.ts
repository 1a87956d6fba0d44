import { hostMatrix, matrix } from './as-matrix.ts'
import { ShapeError, SingularMatrixError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { likeA } from './internal/decomposition.ts'
import type { Lu } from './lu.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { triangularSolve } from './triangular-solve.ts'

/**
 * X with A X = B, for the factors of A that `lu` gives.
 *
 * @param factors - of a square matrix, n×n
 * @param b - n×r: r right-hand sides
 * @returns n×r
 * @throws ShapeError if A is not square or B does not have n rows
 * @throws SingularMatrixError if an element of U's diagonal is 0
 *
 * @example
 * ```ts
 * import { lu } from '@kq/linalg/lu'
 * import { luSolve } from '@kq/linalg/lu-solve'
 *
 * luSolve(lu([[0, 2], [4, 0]]), [2, 8]).toArray() // [[2], [1]]
 * ```
 */
export function luSolve(factors: Lu<HostMatrix>, b: HostVectorLike): HostMatrix
export function luSolve(factors: Lu, b: VectorLike): Matrix
export function luSolve(factors: Lu, b: VectorLike): Matrix {
  return scope(() => solveWith('luSolve', factors, b))
}

/** {@link luSolve} on behalf of an operation that errors name. */
export function solveWith(operation: string, { L, U, permutation }: Lu, b: VectorLike): Matrix {
  const B = hostMatrix(matrix(b, L.engine), operation)
  const n = L.rows
  if (L.columns !== n || U.columns !== n) {
    throw new ShapeError(
      `${operation}: A is ${n}×${U.columns}; expected a square matrix (\`lstsq\` takes others)`,
    )
  }
  if (B.rows !== n) {
    throw new ShapeError(
      `${operation}: A is ${n}×${n} and B ${shapeText(B)}; expected as many rows in B as in A`,
    )
  }
  const upper = hostMatrix(U, operation)
  for (let k = 0; k < n; k++) {
    if (upper.get(k, k) === 0) throw new SingularMatrixError(operation, k, 0)
  }
  const columns = B.columns
  const permuted = new Float64Array(n * columns)
  permutation.forEach((from, i) => {
    for (let j = 0; j < columns; j++) permuted[i * columns + j] = B.get(from, j)
  })
  const PB = likeA({ A: B }, permuted, n, columns)
  return triangularSolve(U, triangularSolve(L, PB), { lower: false })
}
