import assert from 'node:assert/strict'
import type { Phi } from './more-thuente-functions.ts'

/** Throws unless a search tries these steps of φ, in this order, up to rounding. */
export function assertTries(
  search: (phi: Phi) => unknown,
  phi: Phi,
  expected: readonly number[],
): void {
  const tried: number[] = []
  search((step) => {
    tried.push(step)
    return phi(step)
  })
  // The first is 0.
  const steps = tried.slice(1)
  const isNear = (step: number, i: number): boolean => Math.abs(step / expected[i] - 1) < 1e-12
  assert.ok(steps.length === expected.length && steps.every(isNear), steps.join())
}

/** The parabola with its minimum 0 at a step. */
export const parabola =
  (minimum: number): Phi =>
  (a) => ({ value: (a - minimum) ** 2, slope: 2 * (a - minimum) })
