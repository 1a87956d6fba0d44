import { assertColumns } from './internal/assert-columns.ts'
import { examinePair } from './internal/examine-pair.ts'
import { scope } from './internal/scope-stack.ts'
import type { Matrix } from './matrix.ts'

export { leastCurvature } from './internal/examine-pair.ts'

/**
 * The status code that the pair (s, y) alone decides, an index into
 * `bfgsStatuses`, 1×1: 0 means that the pair is good. An update of a full matrix may still overflow.
 * Limited-memory methods accept pairs by it.
 *
 * @param s - n×1
 * @param y - n×1
 * @param skipReference - v of `BfgsOptions.skipReference`, n×1
 * @throws ShapeError if the shapes do not fit
 */
export function pairStatusCode(s: Matrix, y: Matrix, skipReference?: Matrix): Matrix {
  assertColumns('pairStatusCode', s.rows, { s, y, skipReference })
  return scope(() => examinePair(s, y, skipReference).code)
}
