import type { Floats } from '@kq/linalg/dtype'
import { add, columnIndex, eq, expression, not, where } from '@kq/linalg/expression'
import { generate, map, reduce } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import type { Random } from '@kq/linalg/random'
import { scope } from '@kq/linalg/scope'
import { checkTargets } from './internal/check-targets.ts'
import { draw } from './internal/draw.ts'
import type { Loss } from './loss.ts'
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts'

const same = expression((x) => x)
const sum = expression((x, y) => add(x, y))
const isColumn = expression((index) => eq(columnIndex, index))
const differ = expression((a, b) => not(eq(a, b)))
/** Beyond all columns, and exact in single precision. */
const noColumn = 2 ** 24
const columnOfTop = expression((z, top) => where(eq(z, top), columnIndex, noColumn))

/** The first column that holds the largest number of its row, n×1. */
const argmax = (z: Matrix): Matrix =>
  reduce('min', 'columns', columnOfTop, z, reduce('max', 'columns', same, z))

/** Standard Gumbel numbers −log(−log u). */
const fillGumbel = (out: Floats, random: Random): void => {
  for (let i = 0; i < out.length; i++) out[i] = -Math.log(-Math.log(random.uniform()))
}

/**
 * {@link softmaxCrossEntropy}. Targets, one 1 a row, are drawn from the probabilities softmax(z) as
 * the largest of z plus Gumbel noise (Gumbel, "Statistical theory of extreme values", 1954), one
 * uniform number for each class, row by row; the error is the share of samples whose largest output
 * is not where the largest target is.
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { createRandom } from '@kq/linalg/random'
 * import { softmaxLoss } from '@kq/nn/softmax-loss'
 *
 * const output = matrix([[50, 0, 0]])
 * softmaxLoss.sample(output, createRandom(1)) // [[1, 0, 0]]
 * softmaxLoss.error(output, [[0, 1, 0]]) // [[1]]
 * ```
 */
export const softmaxLoss: Loss = {
  name: 'softmax',
  apply: softmaxCrossEntropy,
  sample: (z, random) =>
    scope(() => {
      const noise = draw(z, z, (out) => fillGumbel(out, random))
      return generate(z.engine, z, isColumn, argmax(map(sum, noise, z)))
    }),
  error: (z, targets) =>
    scope(() => {
      const t = checkTargets('softmaxLoss', z, targets)
      return reduce('mean', 'all', differ, argmax(z), argmax(t))
    }),
}
