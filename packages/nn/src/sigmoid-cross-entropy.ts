import { abs, add, exp, expression, log1p, max, mul, neg, sub } from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import type { MatrixLike } from '@kq/linalg/matrix'
import { checkTargets } from './internal/check-targets.ts'
import { sigmoidTerm } from './internal/terms.ts'
import type { Variable } from './tape.ts'

// The small logarithm is added last, so that it is not lost where max(z, 0) and z t cancel.
const crossEntropy = expression((z, t, weight) =>
  mul(weight, add(sub(max(z, 0), mul(z, t)), log1p(exp(neg(abs(z)))))),
)
const gradient = expression((g, z, t, weight) => mul(g, mul(weight, sub(sigmoidTerm(z), t))))

/**
 * Cross-entropy of independent Bernoulli outputs of probability σ(z), the logistic loss:
 *
 * (1/n) Σ_i Σ_j max(z, 0) − z t + log(1 + e^−|z|), with the derivative (σ(z) − t) / n.
 *
 * Finite for all finite z.
 *
 * @param logits - z, n×d, before the sigmoid
 * @param targets - t, n×d, in [0, 1]
 * @returns 1×1
 * @throws ShapeError if the shapes differ or there is no sample
 *
 * @example
 * ```ts
 * import { sigmoidCrossEntropy } from '@kq/nn/sigmoid-cross-entropy'
 * import { createTape } from '@kq/nn/tape'
 *
 * const z = createTape().variable([[0, -1e4]])
 * sigmoidCrossEntropy(z, [[1, 0]]).value // [[0.693…]]
 * ```
 */
export function sigmoidCrossEntropy(logits: Variable, targets: MatrixLike): Variable {
  const z = logits.value
  const t = checkTargets('sigmoidCrossEntropy', z, targets)
  const weight = 1 / z.rows
  return logits.tape.record(reduce('sum', 'all', crossEntropy, z, t, weight), [
    { variable: logits, vjp: (g) => map(gradient, g, z, t, weight) },
  ])
}
