/*
 * Problems of Moré, Garbow and Hillstrom with bounds. Source of the bounds: Gay, "A Trust-Region
 * Approach to Linearly Constrained Optimization", Lecture Notes in Mathematics 1066 (1984), 72–105.
 */
import { box3d, osborne1 } from '../mgh/exponentials.ts'
import { watson } from '../mgh/extended.ts'
import { bard, brownDennis, gaussian, kowalikOsborne, meyer } from '../mgh/fits.ts'
import {
  beale,
  brownBadlyScaled,
  freudensteinRoth,
  jennrichSampson,
  powellBadlyScaled,
  rosenbrock,
} from '../mgh/plane.ts'
import { helicalValley, powellSingular } from '../mgh/space.ts'
import { box, type Problem, project } from '../problem.ts'

function bounded(
  problem: Problem,
  lower: readonly number[],
  upper: readonly number[],
  minimum: number,
): Problem {
  const bounds = box(problem.start.length, lower, upper)
  return {
    ...problem,
    name: `${problem.name}, bounded`,
    start: project(problem.start, bounds),
    minima: [minimum],
    minimiser: undefined,
    bounds,
  }
}

export const mghBounded: readonly Problem[] = [
  bounded(rosenbrock, [-50, 0], [0.5, 100], 0.25),
  bounded(freudensteinRoth, [0, -30], [20, -0.9], 48.985202),
  bounded(powellBadlyScaled, [0, 1], [1, 9], 1.512593672438e-10),
  bounded(brownBadlyScaled, [0, 3e-5], [1e6, 100], 783.9999992951839),
  bounded(beale, [0.6, 0.5], [10, 100], 0),
  bounded(jennrichSampson, [0.26, 0], [10, 20], 124.3831129163778),
  bounded(helicalValley, [-100, -1, -1], [0.8, 1, 1], 0.9904221209613999),
  bounded(bard, [0.1, 0, 0], [50, 100, 50], 9.582284721153241e-3),
  bounded(gaussian, [0.398, 1, -0.5], [4.2, 2, 0.1], 1.1279327696186e-8),
  bounded(meyer, [0.006, 0, 0], [2, 3e5, 3e4], 127.4517712110568),
  bounded(box3d, [0, 5, 0], [2, 9.5, 20], 1.143481802641434e-4),
  bounded(powellSingular, [0.1, -20, -1, -1], [100, 20, 1, 50], 1.878196300583035e-4),
  bounded(kowalikOsborne, [0, -1, 0.13, 0.12], [10, 12, 13, 12], 3.078307234641977e-4),
  bounded(brownDennis, [-10, 0, -100, -20], [100, 15, 0, 0.2], 88860.479767500452),
  bounded(osborne1, [0, 0, -50, 0, 0], [50, 1.9, -0.1, 10, 10], 5.47028334337329e-5),
  bounded(
    watson(6, 0),
    [-0.015, -10, -10, -10, -10, -10],
    [10, 100, 100, 100, 100, 0.99],
    2.289606438249395e-3,
  ),
]
