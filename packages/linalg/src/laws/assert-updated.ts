import { bfgsStatuses } from '../bfgs.ts'
import { assertClose, violated } from './assert-close.ts'
import { assertSymmetric } from './assert-symmetric.ts'
import { combination } from './curvature-arbitraries.ts'
import type { Dense } from './dense.ts'
import { inner } from './inner.ts'
import { type Estimate, product } from './oracle.ts'
import { magnitudeOf } from './quasi-newton-context.ts'

/** An upper bound of the norm of all matrices within `units` of the magnitudes. */
export const errorNorm = ({ magnitude }: Estimate, units: number): number =>
  units * Math.sqrt(inner(magnitude, magnitude).value)

/** H⁺ is the update, and satisfies the secant equation; symmetric to the last bit. */
export function assertUpdated(
  next: Dense,
  s: Dense,
  y: Dense,
  expected: Estimate,
  units: number,
): void {
  assertSymmetric(next, 'H⁺')
  const budget = combination(units, expected.magnitude, 0, expected.magnitude)
  assertClose(next, expected.value, budget, 'H⁺')
  const secant = product(expected.magnitude, magnitudeOf(y)).value
  assertClose(
    product(next, y).value,
    s,
    combination(units, secant, units, magnitudeOf(s)),
    'H⁺y (B6)',
  )
}

/** Throws unless the update came to this status. */
export function assertCode(code: Dense, expected: number): void {
  const [found] = code.values
  if (found !== expected)
    violated(`the status is '${bfgsStatuses[found]}', expected '${bfgsStatuses[expected]}'`)
}
