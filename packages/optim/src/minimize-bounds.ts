import type { VectorInput } from './minimize-options.ts'

/** Bounds on the variables: lowerᵢ ≤ xᵢ ≤ upperᵢ. A number stands for that bound of every variable. */
export interface BoundsOptions {
  /** −∞ where there is none. @defaultValue `-Infinity` */
  readonly lower?: number | VectorInput | undefined
  /** ∞ where there is none; equal to `lower` where a variable is fixed. @defaultValue `Infinity` */
  readonly upper?: number | VectorInput | undefined
}
