import type { Dense } from './dense.ts'

/** An inner product, with the sum of its terms' absolute values. */
export interface Inner {
  readonly value: number
  readonly magnitude: number
}

/** Σ xᵢⱼ yᵢⱼ by the plain loop. */
export function inner(x: Dense, y: Dense): Inner {
  let value = 0
  let magnitude = 0
  for (let i = 0; i < x.values.length; i++) {
    const term = x.values[i] * y.values[i]
    value += term
    magnitude += Math.abs(term)
  }
  return { value, magnitude }
}
