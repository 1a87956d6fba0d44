/*
 * Steepest descent with the step lengths of Barzilai and Borwein, IMA J. Numer. Anal. 8 (1988), which a
 * line search goes on from:
 *
 *   d = −γ g,   γ = sᵀy / yᵀy of the step before
 *
 * The other length of theirs, sᵀs / sᵀy, is the longer: a line search that lets f fall only undoes more
 * of what it gains.
 *
 * Without positive curvature, sᵀy ≤ 0, the step that is tried first moves x as far as the step before.
 */
import type { GradientDescentOptions } from '../../gradient-descent.ts'
import { moreThuenteSteps } from '../../line-search/more-thuente.ts'
import { descend } from './descent.ts'
import type { Steps } from './protocol.ts'
import type { Run } from './run.ts'
import { addScaled, dot, scale } from './vector.ts'

export function* gradientDescentMethod(
  run: Run,
  { lineSearch = moreThuenteSteps }: GradientDescentOptions,
): Steps {
  const y = new Float64Array(run.size)
  let gamma = 0
  return yield* descend(run, lineSearch, {
    fresh: () => gamma === 0,
    apply: (v, into) => scale(gamma || 1, v, into),
    forget() {
      gamma = 0
    },
    learn({ from, to, s }) {
      addScaled(to.gradient, -1, from.gradient, y)
      const length = dot(s, y) / dot(y, y)
      gamma = length > 0 && length < 1 / 0 ? length : 0
    },
  })
}
