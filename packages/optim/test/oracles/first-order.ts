/*
 * First-order methods for one number, as closed sums over all gradients so far where the textbook's
 * recurrences have them, so that nothing is shared with an implementation by recurrence.
 *
 * Each takes the gradients g₁ … g_t and returns the direction of step t.
 */

/** Σ weight · βᵗ⁻ⁱ xᵢ. */
const discounted = (x: readonly number[], beta: number, weight: number): number =>
  x.reduce((sum, value, i) => sum + weight * beta ** (x.length - 1 - i) * value, 0)

const squares = (x: readonly number[]): number[] => x.map((value) => value * value)

export const sgdDirection = (g: readonly number[], momentum: number, dampening: number): number =>
  discounted(g, momentum, 1 - dampening)

export interface AdamOracleOptions {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** Kingma and Ba, algorithm 1. */
export function adamDirection(
  g: readonly number[],
  { beta1, beta2, epsilon }: AdamOracleOptions,
): number {
  const t = g.length
  const m = discounted(g, beta1, 1 - beta1) / (1 - beta1 ** t)
  const v = discounted(squares(g), beta2, 1 - beta2) / (1 - beta2 ** t)
  return m / (Math.sqrt(v) + epsilon)
}

/** The paper's program: V is of the bias-corrected momentum. */
export function paperAdamDirection(
  g: readonly number[],
  { beta1, beta2, epsilon }: AdamOracleOptions,
): number {
  const corrected = g.map(
    (_, i) => discounted(g.slice(0, i + 1), beta1, 1 - beta1) / (1 - beta1 ** (i + 1)),
  )
  const v = discounted(squares(corrected), beta2, 1 - beta2) / (1 - beta2 ** g.length)
  return (corrected.at(-1) as number) / (epsilon + Math.sqrt(v))
}

export interface RmspropOracleOptions {
  readonly momentum: number
  readonly dampening: number
  readonly beta2: number
  readonly epsilon: number
  /** V before the first step. */
  readonly start: number
}

/** Tieleman and Hinton, lecture 6.5, with momentum. */
export function rmspropDirection(g: readonly number[], options: RmspropOracleOptions): number {
  const { momentum, dampening, beta2, epsilon, start } = options
  const v = beta2 ** g.length * start + discounted(squares(g), beta2, 1 - beta2)
  return discounted(g, momentum, 1 - dampening) / (Math.sqrt(v) + epsilon)
}

/** The paper's program: V is of the momentum. */
export function paperRmspropDirection(g: readonly number[], options: RmspropOracleOptions): number {
  const { momentum, dampening, beta2, epsilon, start } = options
  const m = g.map((_, i) => discounted(g.slice(0, i + 1), momentum, 1 - dampening))
  const v = beta2 ** g.length * start + discounted(squares(m), beta2, 1 - beta2)
  return (m.at(-1) as number) / (epsilon + Math.sqrt(v))
}
