import type { Dtype } from '../dtype.ts'
import { and, type Expression, expression, finite, le, mul, sqrt, where } from '../expression.ts'
import type { Matrix } from '../matrix.ts'
import { dot, map, sum } from './unchecked.ts'

/**
 * The smallest sᵀy that counts as positive: the smallest normal number over ε. Above it, products
 * that underflow are beyond the last digit, also on hardware that takes subnormal numbers for 0.
 */
export const leastCurvature: Readonly<Record<Dtype, number>> = {
  float32: 2 ** (-126 + 23),
  float64: 2 ** (-1022 + 52),
}

/** 1 where an element is not finite, to be summed. */
export const countNonFinite: Expression = /* @__PURE__ */ expression((s, y, v) =>
  where(and(finite(s), and(finite(y), finite(v))), 0, 1),
)
const pairCode = /* @__PURE__ */ expression((nonFinite, sigma, ss, vv, least) =>
  where(
    nonFinite,
    3,
    where(
      and(finite(sigma), and(finite(ss), finite(vv))),
      where(
        le(sigma, 0),
        1,
        where(le(least, sigma), where(le(sigma, mul(1e-4, mul(ss, sqrt(vv)))), 2, 0), 2),
      ),
      4,
    ),
  ),
)
/** σ = sᵀy, and the status code that the pair alone decides. */
export function examinePair(
  s: Matrix,
  y: Matrix,
  v: Matrix | undefined,
): { sigma: Matrix; code: Matrix } {
  const sigma = dot(s, y)
  const nonFinite = sum('all', countNonFinite, s, y, v ?? 0)
  const vv = v ? dot(v, v) : 0
  return { sigma, code: map(pairCode, nonFinite, sigma, dot(s, s), vv, leastCurvature[s.dtype]) }
}
