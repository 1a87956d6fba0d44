import { expression, lt, mul, sub } from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import { scope } from '@kq/linalg/scope'
import { checkTargets } from './internal/check-targets.ts'
import { draw } from './internal/draw.ts'
import { sigmoidTerm } from './internal/terms.ts'
import type { Loss } from './loss.ts'
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts'

const bernoulli = expression((u, z) => lt(u, sigmoidTerm(z)))
const squaredError = expression((z, t) => {
  const difference = sub(sigmoidTerm(z), t)
  return mul(difference, difference)
})

/**
 * {@link sigmoidCrossEntropy}. Targets are drawn from Bernoulli(σ(z)), one uniform number each, row
 * by row; the error is the mean of (σ(z) − t)² over samples and outputs.
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { createRandom } from '@kq/linalg/random'
 * import { logisticLoss } from '@kq/nn/logistic-loss'
 *
 * const output = matrix([[0, 50, -50]])
 * logisticLoss.sample(output, createRandom(1)) // [[0 or 1, 1, 0]]
 * logisticLoss.error(output, [[1, 1, 0]]) // [[0.083…]]
 * ```
 */
export const logisticLoss: Loss = {
  name: 'logistic',
  apply: sigmoidCrossEntropy,
  sample: (z, random) =>
    scope(() =>
      map(
        bernoulli,
        draw(z, z, (out) => random.fillUniform(out)),
        z,
      ),
    ),
  error: (z, targets) =>
    scope(() => reduce('mean', 'all', squaredError, z, checkTargets('logisticLoss', z, targets))),
}
