/*
 * ∇²f(x) v ≈ (∇f(x + h v) − ∇f(x)) / h,  h = √δ (1 + ‖x‖) / ‖v‖ for gradients with relative error δ:
 * Nocedal and Wright, Numerical Optimization (2nd ed.), section 8.1 (8.20).
 *
 * A product is a curvature pair, s = v and y = ∇²f(x) v. The inverse that the two-loop recursion makes of
 * the latest is exact on all directions of one run of conjugate gradients: yᵢᵀsⱼ = 0 for i ≠ j. Morales and
 * Nocedal, SIAM J. Optim. 10 (2000), precondition by it.
 */
import type { HessianOptions } from '../../hessian-options.ts'
import type { VectorInput } from '../../minimize-options.ts'
import { applyPairs, type CurvaturePair } from './curvature-pairs.ts'
import type { Point, Steps } from './protocol.ts'
import { readVector } from './read-vector.ts'
import type { Run } from './run.ts'
import { addScaled, dot } from './vector.ts'

const warning =
  'hessianProduct is not given: differences of gradients take one more gradient for each product. Pass the option hessianProduct.'

/** √δ of gradients that are given, and of those made of central differences. */
const relativeStep = { given: 2 ** -26, differences: 2 ** -17 }

/** Products kept for the result's inverse. */
const memory = 10

/** Keeps the pair of a product, in place of the oldest, unless its curvature is not positive. */
function remember(pairs: CurvaturePair[], s: Float64Array, y: Float64Array): void {
  const [sy, yy] = [dot(s, y), dot(y, y)]
  const gamma = sy / yy
  if (!(sy > 1e-12 * Math.sqrt(dot(s, s)) * Math.sqrt(yy) && gamma < 1 / 0)) return
  if (pairs.length === memory) pairs.shift()
  pairs.push({ s: s.slice(), y, sy, gamma })
}

/** Products with the Hessian at a point: B v as a vector of its own, NaN where f is not finite. */
export type HessianProducts = (at: Point, v: Float64Array) => Steps<Float64Array>

/** Products, of which the run's `inverseHessian` is made. */
export function hessianProducts(run: Run, options: HessianOptions): HessianProducts {
  const product = rawProducts(run, options)
  const pairs: CurvaturePair[] = []
  run.inverseHessian = (v) => applyPairs(pairs, 1, v, v)
  return function* remembered(at, v) {
    const y = yield* product(at, v)
    remember(pairs, v, y)
    return y
  }
}

function rawProducts(run: Run, options: HessianOptions): HessianProducts {
  const { hessianProduct, gradient } = options
  const n = run.size
  if (hessianProduct) {
    return function* given(at, v) {
      const product = yield* run.call('nhev', (x) => hessianProduct(x, v.slice()), at.x)
      return readVector('hessianProduct', product as VectorInput, new Float64Array(n))
    }
  }
  run.warnings.push(warning)
  // A start that took more than one evaluation has a gradient of differences.
  const relative = run.counts.nfev > 1 ? relativeStep.differences : relativeStep.given

  /** ∇f at x + h v in a vector of its own; NaN where f is not finite. */
  function* gradientAt(at: Point, h: number, v: Float64Array): Steps<Float64Array> {
    const point = run.spare(at)
    addScaled(at.x, h, v, point.x)
    if (gradient) {
      const values = (yield* run.call('ngev', gradient, point.x)) as VectorInput
      return readVector('the gradient', values, new Float64Array(n))
    }
    yield* run.evaluate(point, true)
    return Number.isFinite(point.norm) ? point.gradient : new Float64Array(n).fill(Number.NaN)
  }

  return function* differences(at, v) {
    run.counts.nhev++
    let h = (relative * (1 + Math.sqrt(dot(at.x, at.x)))) / Math.sqrt(dot(v, v))
    let other = yield* gradientAt(at, h, v)
    if (!other.every(Number.isFinite)) other = yield* gradientAt(at, (h = -h), v)
    return other.map((value, i) => (value - at.gradient[i]) / h)
  }
}
