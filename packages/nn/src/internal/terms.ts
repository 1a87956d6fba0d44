import { abs, add, div, exp, gt, log1p, max, neg, type Term, where } from '@kq/linalg/expression'

/**
 * σ(a) = 1 / (1 + e⁻ᵃ) by e^−|a| ≤ 1, which cannot overflow. At 0 the branch of negative a is taken, as
 * by the derivative of |a|, so that this has its derivative there too.
 */
export function sigmoidTerm(a: Term): Term {
  const e = exp(neg(abs(a)))
  return div(where(gt(a, 0), 1, e), add(1, e))
}

/** log(1 + eᵃ) = max(a, 0) + log(1 + e^−|a|), which cannot overflow. */
export const softplusTerm = (a: Term): Term => add(max(a, 0), log1p(exp(neg(abs(a)))))
