import { expression, mul, sub } from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import type { MatrixLike } from '@kq/linalg/matrix'
import { checkTargets } from './internal/check-targets.ts'
import type { Variable } from './tape.ts'

const halfSquare = expression((z, t, weight) => {
  const difference = sub(z, t)
  return mul(mul(0.5, weight), mul(difference, difference))
})
const gradient = expression((g, z, t, weight) => mul(g, mul(weight, sub(z, t))))

/**
 * Half the squared error, (1/2n) Σ_i Σ_j (z − t)², with the derivative (z − t) / n.
 *
 * @param output - z, n×d
 * @param targets - t, n×d
 * @returns 1×1
 * @throws ShapeError if the shapes differ or there is no sample
 *
 * @example
 * ```ts
 * import { halfMse } from '@kq/nn/half-mse'
 * import { createTape } from '@kq/nn/tape'
 *
 * const z = createTape().variable([[1, 2], [3, 4]])
 * halfMse(z, [[1, 2], [3, 6]]).value // [[1]]
 * ```
 */
export function halfMse(output: Variable, targets: MatrixLike): Variable {
  const z = output.value
  const t = checkTargets('halfMse', z, targets)
  const weight = 1 / z.rows
  return output.tape.record(reduce('sum', 'all', halfSquare, z, t, weight), [
    { variable: output, vjp: (g) => map(gradient, g, z, t, weight) },
  ])
}
