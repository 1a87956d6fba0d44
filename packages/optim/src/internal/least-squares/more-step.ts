/*
 * Moré, "The Levenberg-Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630
 * (1978), section 5; `lmpar` of MINPACK.
 *
 *   w(λ) = argmin ‖A w − b‖² + λ ‖w‖²,    λ = 0 if ‖w(0)‖ ≤ 1.1 Δ,  else | ‖w(λ)‖ − Δ | ≤ 0.1 Δ
 *
 * φ(λ) = ‖w(λ)‖ − Δ falls and is convex: Newton's method on 1/‖w‖ comes from the left, within bounds that
 * enclose the root.
 *
 * Departure: where R's diagonal falls to rounding errors, w(0) is that of the rows before, if these explain
 * most of b.
 */
import { type FactoredProblem, solveDamped } from './damped-solve.ts'
import { norm, solveUpper, solveUpperTransposed } from './pivoted-qr.ts'

/** How far ‖w‖ may be from Δ, in shares of Δ. */
const slack = 0.1
const mostSolves = 10
const tiny = 2 ** -1022

export interface MoreStep {
  /** w. */
  readonly step: Float64Array
  /** λ. */
  readonly damping: number
}

/**
 * @param radius - Δ, above 0
 * @param damping - λ to begin with: that of the step before
 */
export function moreStep(problem: FactoredProblem, radius: number, damping: number): MoreStep {
  const { order, rank, r, qtb } = problem
  const n = qtb.length
  const unpermuted = (z: Float64Array): Float64Array => {
    const x = new Float64Array(n)
    for (let j = 0; j < n; j++) x[order[j]] = z[j]
    return x
  }
  /** ‖S⁻ᵀ z‖² / ‖z‖²: −φ′(λ) / ‖w‖. */
  const fallOf = (s: Float64Array, z: Float64Array, length: number): number => {
    const unit = z.map((value) => value / length)
    return norm(solveUpperTransposed(s, unit, n), 0, n) ** 2
  }

  let z = solveUpper(r, qtb.slice(), rank)
  let length = norm(z, 0, n)
  const explained = norm(qtb, 0, rank) >= norm(qtb, rank, n)
  if (explained && length <= (1 + slack) * radius) return { step: unpermuted(z), damping: 0 }
  let last = n
  while (last > rank && r[last * n - n + last - 1] === 0) last--
  if (last > rank) {
    z = solveUpper(r, qtb.slice(), last)
    length = norm(z, 0, n)
    if (length <= (1 + slack) * radius) return { step: unpermuted(z), damping: 0 }
  }
  let excess = length - radius
  let low = last === n ? excess / radius / fallOf(r, z, length) : 0
  const slopes = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) slopes[j] += r[i * n + j] * qtb[i]
  const steepest = norm(slopes, 0, n)
  let high = steepest / radius || tiny / Math.min(radius, slack)
  let lambda = Math.min(Math.max(damping, low, Number.EPSILON * high), high) || steepest / length
  for (let solves = 1; ; solves++) {
    lambda ||= Math.max(tiny, 0.001 * high)
    const damped = solveDamped(problem, Math.sqrt(lambda))
    z = damped.z
    length = norm(z, 0, n)
    const before = excess
    excess = length - radius
    const isAtEnd = low === 0 && excess <= before && before < 0
    if (Math.abs(excess) <= slack * radius || isAtEnd || solves === mostSolves) {
      return { step: unpermuted(z), damping: lambda }
    }
    const change = excess / radius / fallOf(damped.s, z, length)
    if (excess > 0) low = Math.max(low, lambda)
    else high = Math.min(high, lambda)
    lambda = Math.max(low, lambda + change)
  }
}
