import { matrix } from './as-matrix.ts'
import type { Floats } from './dtype.ts'
import type { Matrix } from './matrix.ts'

/**
 * The values, row-major, as a copy: the one operation that waits. What went wrong in the operations
 * that led to `a` surfaces here at the latest.
 *
 * @example
 * ```ts
 * import { gemm } from '@kq/linalg/gemm'
 * import { read } from '@kq/linalg/read'
 *
 * const values = await read(gemm([[1, 2]], [[3], [4]])) // Float64Array [11]
 * ```
 */
export async function read(a: Matrix): Promise<Floats> {
  const A = matrix(a)
  return A.engine.read(A)
}
