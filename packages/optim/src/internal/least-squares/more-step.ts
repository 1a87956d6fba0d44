/*
 * Moré, "The Levenberg-Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630
 * (1978), section 5; `lmpar` of MINPACK.
 *
 *   p(λ) = argmin ‖A p − b‖² + λ ‖D p‖²,    λ = 0 if ‖D p(0)‖ ≤ 1.1 Δ,  else | ‖D p(λ)‖ − Δ | ≤ 0.1 Δ
 *
 * φ(λ) = ‖D p(λ)‖ − Δ falls and is convex: Newton's method on 1/‖D p‖ comes from the left, within bounds
 * that enclose the root.
 */
import { type FactoredProblem, solveDamped } from './damped-solve.ts'
import { norm, solveUpper, solveUpperTransposed } from './pivoted-qr.ts'

/** How far ‖D p‖ may be from Δ, in shares of Δ. */
const slack = 0.1
const mostSolves = 10
const tiny = 2 ** -1022

export interface MoreStep {
  /** p. */
  readonly step: Float64Array
  /** λ. */
  readonly damping: number
}

/**
 * @param d - D's diagonal, above 0
 * @param radius - Δ, above 0
 * @param damping - λ to begin with: that of the step before
 */
export function moreStep(
  problem: FactoredProblem,
  d: Float64Array,
  radius: number,
  damping: number,
): MoreStep {
  const { qr, r, qtb } = problem
  const { order } = qr
  const n = qtb.length
  const unpermuted = (z: Float64Array): Float64Array => {
    const x = new Float64Array(n)
    for (let j = 0; j < n; j++) x[order[j]] = z[j]
    return x
  }
  const lengthOf = (p: Float64Array): number =>
    norm(
      p.map((value, j) => d[j] * value),
      0,
      n,
    )
  /** ‖S⁻ᵀ Pᵀ D² p‖² / ‖D p‖²: −φ′(λ) / ‖D p‖. */
  const fallOf = (s: Float64Array, p: Float64Array, length: number): number => {
    const w = Float64Array.from(order, (j) => d[j] * ((d[j] * p[j]) / length))
    return norm(solveUpperTransposed(s, w, n), 0, n) ** 2
  }

  let p = unpermuted(solveUpper(r, qtb.slice()))
  let length = lengthOf(p)
  let excess = length - radius
  if (excess <= slack * radius) return { step: p, damping: 0 }
  let isFull = true
  for (let j = 0; j < n; j++) isFull &&= r[j * n + j] !== 0
  let low = isFull ? excess / radius / fallOf(r, p, length) : 0
  const slopes = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) slopes[j] += r[i * n + j] * qtb[i]
  const steepest = norm(
    slopes.map((value, j) => value / d[order[j]]),
    0,
    n,
  )
  let high = steepest / radius || tiny / Math.min(radius, slack)
  let lambda = Math.min(Math.max(damping, low), high) || steepest / length
  for (let solves = 1; ; solves++) {
    lambda ||= Math.max(tiny, 0.001 * high)
    const root = Math.sqrt(lambda)
    const { s, z } = solveDamped(
      problem,
      d.map((value) => root * value),
    )
    p = unpermuted(z)
    length = lengthOf(p)
    const before = excess
    excess = length - radius
    const isAtEnd = low === 0 && excess <= before && before < 0
    if (Math.abs(excess) <= slack * radius || isAtEnd || solves === mostSolves) {
      return { step: p, damping: lambda }
    }
    const change = excess / radius / fallOf(s, p, length)
    if (excess > 0) low = Math.max(low, lambda)
    else high = Math.min(high, lambda)
    lambda = Math.max(low, lambda + change)
  }
}
