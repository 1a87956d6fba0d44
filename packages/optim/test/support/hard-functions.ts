/*
 * Functions on which minimisers, or their line searches, are known to have failed.
 */
import type { ValueAndGradient } from '../../src/minimize-options.ts'

/** A function with its gradient. */
export type Hard = (x: Float64Array) => ValueAndGradient

/** Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)². */
export const rosenbrock: Hard = (x) => {
  const gradient = new Float64Array(x.length)
  let value = 0
  for (let i = 0; i + 1 < x.length; i++) {
    const t = x[i + 1] - x[i] ** 2
    const u = 1 - x[i]
    value += 100 * t * t + u * u
    gradient[i] -= 400 * x[i] * t + 2 * u
    gradient[i + 1] += 200 * t
  }
  return { value, gradient }
}

/** Powell's singular function: its Hessian at the minimum has rank 2. */
export const powellSingular: Hard = ([a, b, c, d]) => {
  const [p, q, r, s] = [a + 10 * b, c - d, b - 2 * c, a - d]
  return {
    value: p ** 2 + 5 * q ** 2 + r ** 4 + 10 * s ** 4,
    gradient: [
      2 * p + 40 * s ** 3,
      20 * p + 4 * r ** 3,
      10 * q - 8 * r ** 3,
      -10 * q - 40 * s ** 3,
    ],
  }
}

/** Numbers in (0, 1) that are the same every time: Park and Miller (1988). */
export function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** Standard normal numbers, by Box and Muller. */
function normal(seed: number): () => number {
  const next = uniform(seed)
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
}

/** −log likelihood of the choices 0 and 1, written such that it overflows, as in its thread. */
export function logit(samples: number): Hard {
  const draw = normal(7)
  const chance = uniform(11)
  const rows = Array.from({ length: samples }, () => {
    const income = draw()
    const choice = chance() < 1 / (1 + Math.exp(-0.5 - 0.5 * income)) ? 1 : 0
    return { income, choice }
  })
  return ([a, b]) => {
    let value = 0
    const gradient = [0, 0]
    for (const { income, choice } of rows) {
      const e = Math.exp(a + b * income)
      const lambda = e / (1 + e)
      value -= choice * Math.log(lambda) + (1 - choice) * Math.log(1 - lambda)
      gradient[0] += lambda - choice
      gradient[1] += (lambda - choice) * income
    }
    return { value, gradient }
  }
}

/**
 * −log likelihood of returns r under QGARCH(1, 1): vₜ = ω + α rₜ₋₁² + γ rₜ₋₁ + β vₜ₋₁. NaN where a
 * variance is below 0.
 */
export function qgarch(seed: number, length: number): Hard {
  const draw = normal(seed)
  const returns: number[] = []
  let variance = 1
  for (let t = 0; t < length; t++) {
    const r = Math.sqrt(variance) * draw()
    returns.push(r)
    variance = 0.1 + 0.1 * r * r - 0.05 * r + 0.8 * variance
  }
  return ([omega, alpha, gamma, beta]) => {
    let v = 1
    let dv = [0, 0, 0, 0]
    let value = 0
    const gradient = [0, 0, 0, 0]
    for (const r of returns) {
      value += (Math.log(v) + (r * r) / v) / (2 * length)
      const factor = (1 / v - (r * r) / v ** 2) / (2 * length)
      dv.forEach((d, i) => (gradient[i] += factor * d))
      dv = [1 + beta * dv[0], r * r + beta * dv[1], r + beta * dv[2], v + beta * dv[3]]
      v = omega + alpha * r * r + gamma * r + beta * v
    }
    return { value, gradient }
  }
}
