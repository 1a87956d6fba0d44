import type { Shape } from '@kq/linalg/engine'
import { defaultHost, type HostMatrix } from '@kq/linalg/host'
import type { VectorLike } from '@kq/linalg/matrix'
import { track } from '@kq/linalg/scope'
import { hessianProduct } from './hvp.ts'
import { numbersOf } from './internal/numbers.ts'
import type { DerivativeOptions, Like, TapeFunction } from './tape-function.ts'

/**
 * x ↦ ∇²f(x), n×n for n numbers of x in row-major order: n products as of `hvp`, of which the lower
 * triangle is kept and mirrored, so it is symmetric to the last bit. Exact but for rounding, with
 * `hvp`'s conventions at kinks.
 *
 * @param f - x, a variable, to a 1×1 variable, in the operations of this package
 * @returns gives a matrix in ordinary memory, an ndarray in all but name
 * @throws ShapeError and TypeError as `valueAndGrad`
 *
 * @example
 * ```ts
 * import { hessian } from '@kq/nn/hessian'
 * import { matmul } from '@kq/nn/matmul'
 * import { mul } from '@kq/nn/mul'
 * import { sum } from '@kq/nn/sum'
 *
 * const quadratic = hessian((x) => sum(mul(x, matmul([[2, 1], [1, 3]], x))))
 * quadratic([5, 7]).toArray() // [[4, 2], [2, 6]]
 * ```
 */
export function hessian<L extends Like = Shape>(
  f: TapeFunction<NoInfer<L>>,
  options: DerivativeOptions<L> = {},
): (x: VectorLike) => HostMatrix {
  const { engine = defaultHost() } = options
  const product = hessianProduct('hessian', f, options)
  return (x) => {
    const at = numbersOf(x, 'hessian')
    const n = at.values.length
    const H = new Float64Array(n * n)
    const unit = new Float64Array(n)
    for (let j = 0; j < n; j++) {
      unit[j] = 1
      const column = product(x, unit)
      unit[j] = 0
      for (let i = j; i < n; i++) H[i * n + j] = H[j * n + i] = column[i]
    }
    return track(engine.upload(H, { rows: n, columns: n }))
  }
}
