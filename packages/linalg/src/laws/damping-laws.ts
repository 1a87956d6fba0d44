/*
 * What damping promises, as inequalities. Write κ = λmax(H), s̃ and ỹ for the damped pair:
 *
 *   B0  s̃ lies between s and Hy, ỹ between y and s̃ (θ₁, θ₂ in [0, 1])
 *   B1  s̃ᵀy ≥ μ₁ yᵀHy, with equality where D1 damped
 *   B2  s̃ᵀỹ ≥ μ₂ s̃ᵀs̃, with equality where D2 damped; for any μ₂ > 0
 *   B3  ỹᵀHỹ ≤ max(1/μ₁, κ/μ₂) s̃ᵀỹ for μ₂ < 1: where D2 damped, ỹ is a convex combination, ‖·‖²_H is
 *       convex, yᵀHy ≤ s̃ᵀy/μ₁ ≤ μ₂ s̃ᵀs̃/μ₁, and s̃ᵀHs̃ ≤ κ s̃ᵀs̃
 *   LM  ỹᵀHỹ ≤ max(2/μ₁, 2μ₂κ) s̃ᵀỹ for any μ₂ > 0
 */
import fc from 'fast-check'
import { assertAtLeast } from './assert-at-least.ts'
import { assertClose, assertSame, violated } from './assert-close.ts'
import { combination, type CurvatureCase, curvatureCaseArbitrary } from './curvature-arbitraries.ts'
import { type Dense, dense, rounded } from './dense.ts'
import { inner } from './inner.ts'
import { product } from './oracle.ts'
import {
  computedRecord,
  type DampingMethod,
  magnitudeOf,
  type QuasiNewtonContext,
  unitsOf,
} from './quasi-newton-context.ts'
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts'

/** Throws unless x lies on the segment between a and b, each element to within its budget. */
function assertBetween(x: Dense, a: Dense, b: Dense, budget: Dense, what: string): void {
  const difference = combination(1, a, -1, b)
  const share =
    inner(combination(1, x, -1, b), difference).value / inner(difference, difference).value
  const theta = Math.min(1, Math.max(0, share || 0))
  assertClose(x, combination(theta, a, 1 - theta, b), budget, what)
}

interface Rule {
  readonly name: string
  /** The vector that may move, and what it moves to. */
  readonly x: Dense
  readonly target: Dense
  /** Magnitudes of the target's elements, by which it may be wrong. */
  readonly targetMagnitude: Dense
  /** What both are multiplied with. */
  readonly w: Dense
  readonly mu: number
  readonly moved: Dense
  readonly flag: number
}

/** B0 and B1 or B2 of one damping rule. Returns by how much rounding may break its inequality. */
function assertRule(
  { name, x, target, targetMagnitude, w, mu, moved, flag }: Rule,
  units: number,
): number {
  const a = inner(x, w)
  const b = inner(target, w).value
  const size = inner(targetMagnitude, magnitudeOf(w)).value + a.magnitude
  const theta = flag === 1 ? Math.abs(((1 - mu) * b) / (b - a.value)) : 0
  const rounding = units * (1 + theta) * (size + inner(moved, w).magnitude)
  if (flag !== 0 && flag !== 1) violated(`${name}: the flag is ${flag}, expected 0 or 1`)
  if (b > 0 && a.value > mu * b + rounding && flag === 1) violated(`${name} damped without need`)
  if (b > rounding && a.value < mu * b - rounding && flag === 0) violated(`${name} did not damp`)
  if (flag === 0) assertSame(moved, x, `${name}: the vector not damped`)
  else if (mu < 1) {
    const budget = combination(units, magnitudeOf(x), units, targetMagnitude)
    assertBetween(moved, x, target, budget, `${name} (B0): the damped vector`)
  }
  const reached = inner(moved, w).value
  const isNearPole = flag === 1 && Math.abs(b - a.value) < 100 * units * size
  if (!isNearPole) {
    assertAtLeast(reached, mu * b, rounding, `${name} (B1, B2)`)
    if (flag === 1) assertAtLeast(mu * b, reached, rounding, `${name} (equality of B1, B2)`)
  }
  return rounding
}

type Damped = Record<'s' | 'y' | 'powell' | 'second', Dense>

/** B0 and B1 of D1. */
function assertPowell({ H, s, y, mu1 }: CurvatureCase, damped: Damped, units: number): number {
  const q = product(H, y)
  return assertRule(
    {
      name: 'D1',
      x: s,
      target: q.value,
      targetMagnitude: q.magnitude,
      w: y,
      mu: mu1,
      moved: damped.s,
      flag: damped.powell.values[0],
    },
    units,
  )
}

function assertSecond({ y, mu2 }: CurvatureCase, damped: Damped, units: number): number {
  const { s } = damped
  return assertRule(
    {
      name: 'D2',
      x: y,
      target: s,
      targetMagnitude: magnitudeOf(s),
      w: s,
      mu: mu2,
      moved: damped.y,
      flag: damped.second.values[0],
    },
    units,
  )
}

/** ỹᵀHỹ ≤ bound · s̃ᵀỹ, where `rounding` may be missing besides the errors of the products. */
function assertBounded(
  { H, y }: CurvatureCase,
  damped: Damped,
  bound: number,
  units: number,
  rounding: number,
): void {
  const size = combination(1, magnitudeOf(y), 1, magnitudeOf(damped.y))
  const own = units * inner(size, product(magnitudeOf(H), size).value).value
  const square = inner(damped.y, product(H, damped.y).value).value
  const { value, magnitude } = inner(damped.s, damped.y)
  assertAtLeast(bound * value, square, own + rounding + bound * units * magnitude, 'ỹᵀHỹ (B3)')
}

const largestEigenvalue = (H: Dense): number => symmetricEigenvalues(H).at(-1) ?? 0

/** Laws of dampings. */
export function dampingLaws({
  describe,
  it,
  engine: open,
  slack,
  methods,
}: QuasiNewtonContext): void {
  type Check = (given: CurvatureCase, damped: Damped, units: number) => void

  const check = async (method: DampingMethod, given: CurvatureCase, assertLaws: Check) => {
    const engine = await open()
    const [H, s, y] = [given.H, given.s, given.y].map((a) => rounded(a, engine.dtype))
    const damped = await computedRecord(engine, [H, s, y], (...m) => {
      const { s, y, powell, second } = method(m[0], m[1], m[2], given)
      return { s, y, powell, second }
    })
    assertLaws({ ...given, H, s, y }, damped, unitsOf(engine.dtype, s.rows, slack))
  }

  const law = (name: string, method: DampingMethod, maximumMu2: number, assertLaws: Check): void =>
    it(name, () =>
      fc.assert(
        fc.asyncProperty(curvatureCaseArbitrary({ maximumMu2 }), (given) =>
          check(method, given, assertLaws),
        ),
      ),
    )

  describe('double damping', () => {
    law('keeps B0 to B3', methods.doubleDamping, 0.99, (given, damped, units) => {
      const first = assertPowell(given, damped, units)
      const second = assertSecond(given, damped, units)
      const bound = Math.max(1 / given.mu1, largestEigenvalue(given.H) / given.mu2)
      assertBounded(given, damped, bound, units, first / given.mu1 + bound * second)
    })

    law('keeps B1 and B2 for μ₂ ≥ 1 too', methods.doubleDamping, 10, (given, damped, units) => {
      assertPowell(given, damped, units)
      assertSecond(given, damped, units)
    })
  })

  describe('Powell damping with a Levenberg–Marquardt shift', () => {
    law('keeps its bounds for any μ₂', methods.powellLmDamping, 100, (given, damped, units) => {
      const rounding = assertPowell(given, damped, units)
      const { y, mu1, mu2 } = given
      const [size, sSize] = [magnitudeOf(y), magnitudeOf(damped.s)]
      const budget = combination(units, size, units * mu2, sSize)
      assertClose(damped.y, combination(1, y, mu2, damped.s), budget, 'ỹ = y + μ₂ s̃')
      assertSame(
        damped.second,
        dense(1, 1, () => 1),
        'the flag of the second damping',
      )
      const reached = inner(damped.s, damped.y)
      const least = mu2 * inner(damped.s, damped.s).value
      assertAtLeast(reached.value, least, rounding + units * reached.magnitude, 's̃ᵀỹ (B2)')
      const bound = Math.max(2 / mu1, 2 * mu2 * largestEigenvalue(given.H))
      assertBounded(given, damped, bound, units, (bound + 2 / mu1) * rounding)
    })
  })
}
