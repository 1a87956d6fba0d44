import type { Point } from './protocol.ts'
import { dot } from './vector.ts'

/**
 * The factor t of the first step −t g, before anything is known of the curvature: the step has
 * length min(1, ‖g‖), or that of the step before.
 *
 * @param last - length of the step before, 0 if there was none
 */
export function firstStep({ gradient, norm }: Point, last: number): number {
  const square = dot(gradient, gradient)
  const inRange = square > 0 && square < Number.POSITIVE_INFINITY
  const length = inRange ? Math.sqrt(square) : norm * Math.sqrt(gradient.length)
  return last > 0 ? last / length : Math.min(1, 1 / length)
}
