import { add, expression, mul, sub } from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import { scope } from '@kq/linalg/scope'
import { halfMse } from './half-mse.ts'
import { checkTargets } from './internal/check-targets.ts'
import { draw } from './internal/draw.ts'
import type { Loss } from './loss.ts'

const sum = expression((x, y) => add(x, y))
const squaredError = expression((z, t) => {
  const difference = sub(z, t)
  return mul(difference, difference)
})

/**
 * {@link halfMse}. Targets are drawn from Normal(z, 1), one number each, row by row; the error is
 * the mean of (z − t)² over samples and outputs.
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { createRandom } from '@kq/linalg/random'
 * import { halfMseLoss } from '@kq/nn/half-mse-loss'
 *
 * const output = matrix([[0, 10]])
 * halfMseLoss.sample(output, createRandom(1)) // near [[0, 10]]
 * halfMseLoss.error(output, [[1, 10]]) // [[0.5]]
 * ```
 */
export const halfMseLoss: Loss = {
  name: 'half-mse',
  apply: halfMse,
  sample: (z, random) =>
    scope(() =>
      map(
        sum,
        draw(z, z, (out) => random.fillNormal(out)),
        z,
      ),
    ),
  error: (z, targets) =>
    scope(() => reduce('mean', 'all', squaredError, z, checkTargets('halfMseLoss', z, targets))),
}
