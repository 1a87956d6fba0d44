import { box3d, biggs, osborne1, osborne2 } from './mgh/exponentials.ts'
import {
  extendedPowellSingular,
  extendedRosenbrock,
  penalty1,
  penalty2,
  variablyDimensioned,
  watson,
} from './mgh/extended.ts'
import { bard, brownDennis, gaussian, gulf, kowalikOsborne, meyer } from './mgh/fits.ts'
import { linearFullRank, linearRankOne, linearRankOneZeros } from './mgh/linear.ts'
import {
  beale,
  brownBadlyScaled,
  freudensteinRoth,
  jennrichSampson,
  powellBadlyScaled,
  rosenbrock,
} from './mgh/plane.ts'
import { helicalValley, powellSingular, wood } from './mgh/space.ts'
import {
  broydenBanded,
  broydenTridiagonal,
  brownAlmostLinear,
  chebyquad,
  discreteBoundaryValue,
  discreteIntegral,
  trigonometric,
} from './mgh/systems.ts'
import type { Problem } from './problem.ts'

/** The 35 unconstrained problems of Moré, Garbow and Hillstrom (1981), in their order. */
export const mgh: readonly Problem[] = [
  rosenbrock,
  freudensteinRoth,
  powellBadlyScaled,
  brownBadlyScaled,
  beale,
  jennrichSampson,
  helicalValley,
  bard,
  gaussian,
  meyer,
  gulf,
  box3d,
  powellSingular,
  wood,
  kowalikOsborne,
  brownDennis,
  osborne1,
  biggs,
  osborne2,
  watson(6, 2.28767005355237e-3),
  extendedRosenbrock(10),
  extendedPowellSingular(12),
  penalty1(10, 7.08765146709038e-5),
  penalty2(10, 2.936605374567463e-4),
  variablyDimensioned(10),
  trigonometric(10, [0, 2.7950614e-5]),
  brownAlmostLinear(10),
  discreteBoundaryValue(10),
  discreteIntegral(10),
  broydenTridiagonal(10),
  broydenBanded(10),
  linearFullRank(10, 20),
  linearRankOne(10, 20),
  linearRankOneZeros(10, 20),
  chebyquad(8, 3.516873725677922e-3),
]
