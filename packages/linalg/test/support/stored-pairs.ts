import { appendPair, type CurvaturePairs, emptyPairs } from '../../src/curvature-pairs.ts'
import type { DenseMatrix } from '../../src/dense-matrix.ts'
import type { PairSequence } from '../../src/laws/curvature-arbitraries.ts'

/** The pairs of a sequence, appended one after another. */
export function storedPairs({
  memory,
  dimension,
  pairs,
}: PairSequence): CurvaturePairs<DenseMatrix> {
  let held = emptyPairs(memory, dimension)
  for (const { s, y } of pairs) held = appendPair(held, s, y)
  return held
}
