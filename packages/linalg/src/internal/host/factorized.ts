import { NotPositiveDefiniteError } from '../../errors.ts'
import type { CholeskyFailure } from './cholesky-kernel.ts'
import type { HostMatrix } from './host-matrix.ts'
import type { Strided } from './strided.ts'

/** What a kernel makes of a square matrix, or the error that says why there is no such thing. */
export function factorized(
  operation: string,
  a: HostMatrix,
  kernel: (a: Strided, out: Strided) => CholeskyFailure | undefined,
): HostMatrix {
  const result = a.engine.make(a.rows, a.rows)
  const failure = kernel(a, result)
  if (!failure) return result
  a.engine.free(result)
  throw new NotPositiveDefiniteError(operation, failure.pivot, failure.value)
}
