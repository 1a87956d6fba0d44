import { add, exp, expression, log, mul, sub } from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import type { MatrixLike } from '@kq/linalg/matrix'
import { scope } from '@kq/linalg/scope'
import { checkTargets } from './internal/check-targets.ts'
import type { Variable } from './tape.ts'

const same = expression((x) => x)
const expShifted = expression((z, top) => exp(sub(z, top)))
const logarithm = expression((x) => log(x))
// The largest z is subtracted first: differences of large numbers keep their last digits.
const crossEntropy = expression((z, t, top, logTotal, weight) =>
  mul(weight, mul(t, add(sub(top, z), logTotal))),
)
const gradient = expression((g, z, t, top, logTotal, mass, weight) =>
  mul(g, mul(weight, sub(mul(mass, exp(sub(sub(z, top), logTotal))), t))),
)

/**
 * Cross-entropy of one choice among d classes with probabilities softmax(z):
 *
 * (1/n) Σ_i Σ_j t_ij (log Σ_k e^{z_ik} − z_ij), with the derivative (softmax(z) Σ_j t_j − t) / n.
 *
 * The largest z of a row is subtracted before exponentials are taken: finite for all finite z.
 *
 * @param logits - z, n×d, before the softmax
 * @param targets - t, n×d: one 1 a row, or probabilities; rows need not sum to 1
 * @returns 1×1
 * @throws ShapeError if the shapes differ or there is no sample
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from '@kq/nn/softmax-cross-entropy'
 * import { createTape } from '@kq/nn/tape'
 *
 * const z = createTape().variable([[1e4, 1e4, 0]])
 * softmaxCrossEntropy(z, [[1, 0, 0]]).value // [[0.693…]]
 * ```
 */
export function softmaxCrossEntropy(logits: Variable, targets: MatrixLike): Variable {
  const z = logits.value
  const t = checkTargets('softmaxCrossEntropy', z, targets)
  const weight = 1 / z.rows
  const top = reduce('max', 'columns', same, z)
  const logTotal = scope(() => map(logarithm, reduce('sum', 'columns', expShifted, z, top)))
  return logits.tape.record(reduce('sum', 'all', crossEntropy, z, t, top, logTotal, weight), [
    {
      variable: logits,
      vjp: (g) =>
        scope(() => {
          const mass = reduce('sum', 'columns', same, t)
          return map(gradient, g, z, t, top, logTotal, mass, weight)
        }),
    },
  ])
}
