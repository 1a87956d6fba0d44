import { assertClose } from '../../src/laws/assert-close.ts'
import { assertSymmetric } from '../../src/laws/assert-symmetric.ts'
import { dense, denseFrom, denseFromRows } from '../../src/laws/dense.ts'
import { product } from '../../src/laws/oracle.ts'
import type { HostMatrixLike } from '../../src/matrix.ts'

/** Throws unless X is symmetric to the last bit and X^p A = I to 16 n p κ ε. */
export function assertInverseRoot(
  x: HostMatrixLike,
  a: number[][],
  p: number,
  condition: number,
  epsilon = 2 ** -52,
): void {
  assertSymmetric(x)
  const X = denseFrom(x)
  let power = denseFromRows(a)
  for (let k = 0; k < p; k++) power = product(X, power).value
  const identity = dense(a.length, a.length, (i, j) => Number(i === j))
  assertClose(power, identity, 16 * a.length * p * condition * epsilon, 'X^p A')
}
