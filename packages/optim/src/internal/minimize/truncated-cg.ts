/*
 * Conjugate gradients on a quadratic model, cut short: Steihaug, SIAM J. Numer. Anal. 20 (1983);
 * algorithms 7.1 and 7.2 of Nocedal and Wright, Numerical Optimization (2nd ed.).
 *
 *   q(p) = gᵀp + ½ pᵀB p,   r = g + B p,   so that q(p) = ½ pᵀ(g + r)
 *
 * From p = 0 on q falls and ‖p‖ grows with each iteration. Where curvature along d is not positive, or
 * the way leaves ‖p‖ ≤ Δ, the step ends on the boundary. Without a boundary (Δ = ∞) it ends where it
 * would if curvature were of the other sign: a way down, as for |B|. With no curvature at all it is d that
 * is added.
 */
import type { Steps } from './protocol.ts'
import { addScaled, axpyDot, dot, maxNorm, scale } from './vector.ts'

/** cos(d, B d) below which curvature is no more than rounding errors. */
const leastCosine = 1e-12
/** |dᵀB d| / rᵀr below which it says nothing of how far to go. */
const leastShare = 1e-12

/** A model, and how well to minimise it. */
export interface CgModel {
  /** g, not 0. */
  readonly gradient: Float64Array
  /** B d; called with directions one after the other. */
  readonly product: (d: Float64Array) => Steps<Float64Array>
  /** ‖r‖ that is small enough. */
  readonly tolerance: number
  readonly maxProducts: number
  /** Δ. @defaultValue `Infinity` */
  readonly radius?: number
}

export interface CgStep {
  /** p. */
  readonly step: Float64Array
  /** q(p), below 0. */
  readonly change: number
  /**
   * Why it ended: r is small, ‖p‖ = Δ, curvature is not positive (and Δ = ∞), the products are spent,
   * or one of them is not finite.
   */
  readonly end: 'solved' | 'boundary' | 'negative-curvature' | 'max-products' | 'not-finite'
}

/** The τ ≥ 0 for which ‖p + τ d‖ = Δ. */
function toBoundary(pp: number, pd: number, dd: number, radius: number): number {
  const room = Math.max(0, radius * radius - pp)
  return room / (pd + Math.sqrt(pd * pd + dd * room))
}

export function* truncatedCg({
  gradient,
  product,
  tolerance,
  maxProducts,
  radius = 1 / 0,
}: CgModel): Steps<CgStep> {
  // The model is divided by ‖g‖∞, which changes no step: squares of very large or small numbers are none.
  const size = maxNorm(gradient)
  const n = gradient.length
  const g = scale(1 / size, gradient, new Float64Array(n))
  const p = new Float64Array(n)
  const r = g.slice()
  const d = scale(-1, g, new Float64Array(n))
  let rr = dot(r, r)
  const ended = (end: CgStep['end']): CgStep => ({
    step: p,
    change: ((dot(p, g) + dot(p, r)) / 2) * size,
    end,
  })
  for (let products = 1; ; products++) {
    const bd = scale(1 / size, yield* product(d), new Float64Array(n))
    const curvature = dot(d, bd)
    const pp = dot(p, p)
    const pd = dot(p, d)
    const dd = dot(d, d)
    const isKnown = Number.isFinite(curvature)
    const isPositive = isKnown && curvature > leastCosine * Math.sqrt(dd) * Math.sqrt(dot(bd, bd))
    const alpha = rr / curvature
    if (!isPositive || pp + alpha * (2 * pd + alpha * dd) >= radius * radius) {
      // With nothing known of B, the model is as good as its linear part.
      const isFirst = products === 1
      const free = Math.abs(curvature) > leastShare * rr ? rr / Math.abs(curvature) : size
      const tau = radius < 1 / 0 ? toBoundary(pp, pd, dd, radius) : free
      if (isKnown || isFirst) addScaled(p, tau, d, p)
      if (isKnown) addScaled(r, tau, bd, r)
      if (!isKnown) return ended('not-finite')
      return ended(radius < 1 / 0 ? 'boundary' : 'negative-curvature')
    }
    addScaled(p, alpha, d, p)
    const next = axpyDot(alpha, bd, r, r)
    if (Math.sqrt(next) <= tolerance / size) return ended('solved')
    if (products >= maxProducts) return ended('max-products')
    const beta = next / rr
    rr = next
    for (let i = 0; i < d.length; i++) d[i] = beta * d[i] - r[i]
  }
}
