/*
 * Nocedal and Wright, Numerical Optimization (2nd ed.), equation 3.59.
 */
import type { LineStep } from './more-thuente-step.ts'

/**
 * Where the cubic with the values and slopes of two steps has its minimum; NaN if it has none.
 *
 * @param rise - the difference of the values
 */
export function cubicMinimum(a: LineStep, b: LineStep, rise: number): number {
  const width = b.step - a.step
  const d1 = a.slope + b.slope - (3 * rise) / width
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - a.slope * b.slope)
  return b.step - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2)
}
