/*
 * The inverse of BFGS as a full symmetric matrix: Nocedal and Wright, Numerical Optimization (2nd ed.).
 *
 *   H⁺ = (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ,   ρ = 1 / sᵀy                          (6.17)
 *      = H − ρ (s qᵀ + q sᵀ) + ρ (1 + ρ yᵀq) s sᵀ,   q = H y
 *   H₀ = γ I,   γ = sᵀy / yᵀy of the first pair                                       (6.20)
 *
 * Powell's damping keeps sᵀy above 0.2 sᵀBs, B = H⁻¹: Powell, "Algorithms for nonlinear constraints
 * that use Lagrangian functions", Math. Programming 14 (1978); (18.14) and (18.15) of Nocedal and Wright.
 *
 *   y ← θ y + (1 − θ) Bs,   θ = 0.8 sᵀBs / (sᵀBs − sᵀy)   where sᵀy < 0.2 sᵀBs
 *
 * s = α d and B d = −g, so that Bs = −α g: B is never formed.
 */
import type { InverseModel, Taken } from './descent.ts'
import { addScaled, dot, scale } from './vector.ts'

/** cos(s, y) below which a pair is refused: it would say more of rounding errors than of f. */
const leastCosine = 1e-12

/** The least sᵀy / sᵀBs of damped pairs. */
const threshold = 0.2

/** Writes H v to `into` for an n×n matrix H by rows. */
function multiply(H: Float64Array, v: Float64Array, into: Float64Array): Float64Array {
  const n = v.length
  for (let i = 0; i < n; i++) {
    const row = i * n
    let even = 0
    let odd = 0
    for (let j = 0; j < n; j += 2) even += H[row + j] * v[j]
    for (let j = 1; j < n; j += 2) odd += H[row + j] * v[j]
    into[i] = even + odd
  }
  return into
}

/** Bends y where its curvature along s is below the threshold, in place. */
function damp({ from, s, direction }: Taken, y: Float64Array): void {
  const alpha = dot(s, direction) / dot(direction, direction)
  const sBs = -alpha * dot(s, from.gradient)
  const sy = dot(s, y)
  if (sy >= threshold * sBs) return
  const theta = ((1 - threshold) * sBs) / (sBs - sy)
  addScaled(scale(theta, y, y), -(1 - theta) * alpha, from.gradient, y)
}

/**
 * The model of BFGS.
 *
 * @param damped - whether pairs are damped
 * @param initial - H₀ by rows, symmetric and positive definite; taken over
 */
export function denseInverse(n: number, damped: boolean, initial?: Float64Array): InverseModel {
  const H = initial ?? new Float64Array(n * n)
  const y = new Float64Array(n)
  const q = new Float64Array(n)
  let fresh = !initial

  return {
    fresh: () => fresh,
    apply: (v, into) => (fresh ? scale(1, v, into) : multiply(H, v, into)),
    forget() {
      fresh = true
    },
    learn(taken) {
      const { from, to, s } = taken
      addScaled(to.gradient, -1, from.gradient, y)
      // The first pair says how large H is; there is nothing yet to measure it by.
      if (damped && !fresh) damp(taken, y)
      const sy = dot(s, y)
      const yy = dot(y, y)
      const gamma = sy / yy
      if (!(sy > leastCosine * Math.sqrt(dot(s, s)) * Math.sqrt(yy) && gamma < 1 / 0)) return
      if (fresh) {
        H.fill(0)
        for (let i = 0; i < n; i++) H[i * n + i] = gamma
        fresh = false
      }
      multiply(H, y, q)
      const rho = 1 / sy
      const squares = rho * (1 + rho * dot(y, q))
      // Terms that i and j exchange are added first: H stays symmetric to the last bit.
      for (let i = 0; i < n; i++) {
        const row = i * n
        for (let j = 0; j < n; j++) {
          H[row + j] += squares * (s[i] * s[j]) - rho * (s[i] * q[j] + q[i] * s[j])
        }
      }
    },
  }
}
