/*
 * What the BFGS update of an inverse promises for damped pairs s̃, ỹ. Write κ = λmax(H),
 * r = ỹᵀHỹ / s̃ᵀỹ, ρ = 1/s̃ᵀỹ:
 *
 *   B4  H⁺ ⪰ H/(1 + r), from B⁺ ⪯ B + ρ ỹỹᵀ and ỹỹᵀ ⪯ (ỹᵀHỹ) B for B = H⁻¹
 *   B5  λmax(H⁺) ≤ (√κ + √(r ρ s̃ᵀs̃))² + ρ s̃ᵀs̃ ≤ (√κ + √(r/μ₂))² + 1/μ₂, from
 *       ‖H^½(I − ρ ỹs̃ᵀ)‖ ≤ √κ + ρ √(ỹᵀHỹ) ‖s̃‖
 *   B6  H⁺ỹ = s̃, H⁺ = H⁺ᵀ ≻ 0
 */
import fc from 'fast-check'
import { assertAtLeast } from './assert-at-least.ts'
import { assertSame } from './assert-close.ts'
import { assertSymmetricPositiveDefinite } from './assert-symmetric.ts'
import { assertCode, assertUpdated, errorNorm } from './assert-updated.ts'
import { combination, curvatureCaseArbitrary } from './curvature-arbitraries.ts'
import { type Dense, dense, rounded } from './dense.ts'
import { inner } from './inner.ts'
import { product } from './oracle.ts'
import { computedRecord, type QuasiNewtonContext, unitsOf } from './quasi-newton-context.ts'
import { extremes } from './symmetric-eigenvalues.ts'
import { bfgsOracle } from './update-oracle.ts'

/** H⁺ is positive definite where rounding leaves its least eigenvalue, at least `least`, above 0. */
function assertPositive(next: Dense, least: number, error: number): void {
  if (least > 2 * error) assertSymmetricPositiveDefinite(next, 'H⁺ (B6)')
}

/** Laws of the BFGS update of an inverse. */
export function updateLaws({
  describe,
  it,
  engine: open,
  slack,
  methods,
}: QuasiNewtonContext): void {
  const { bfgsUpdate, doubleDamping } = methods

  describe('the BFGS update', () => {
    it('with double damping keeps B4, B5, B6', () =>
      fc.assert(
        fc.asyncProperty(curvatureCaseArbitrary(), async ({ mu1, mu2, ...given }) => {
          const engine = await open()
          const [H, s, y] = [given.H, given.s, given.y].map((a) => rounded(a, engine.dtype))
          const found = await computedRecord(engine, [H, s, y], (...m) => {
            const damped = doubleDamping(m[0], m[1], m[2], { mu1, mu2 })
            const { H, code } = bfgsUpdate(m[0], damped.s, damped.y)
            return { s: damped.s, y: damped.y, H, code }
          })
          assertCode(found.code, 0)
          const units = unitsOf(engine.dtype, s.rows, slack)
          const expected = bfgsOracle(H, found.s, found.y)
          assertUpdated(found.H, found.s, found.y, expected, units)

          const error = errorNorm(expected, units)
          const [least, kappa] = extremes(H)
          const sy = inner(found.s, found.y).value
          const r = inner(found.y, product(H, found.y).value).value / sy
          const slope = inner(found.s, found.s).value / sy
          const [gap] = extremes(combination(1, found.H, -1 / (1 + r), H))
          assertAtLeast(gap, 0, error, 'the least eigenvalue of H⁺ − H/(1 + r) (B4)')
          const [nextLeast, nextLargest] = extremes(found.H)
          assertAtLeast(nextLeast, least / (1 + r), error, 'λmin(H⁺) (B4)')
          const bound = (Math.sqrt(kappa) + Math.sqrt(r * slope)) ** 2 + slope
          assertAtLeast(bound, nextLargest, error, 'the first bound of λmax(H⁺) (B5)')
          const simple = (Math.sqrt(kappa) + Math.sqrt(r / mu2)) ** 2 + 1 / mu2
          // s̃ᵀỹ ≥ μ₂ s̃ᵀs̃ holds to within rounding of the terms that D2 adds up.
          const relative = 1 + slope + inner(found.s, y).magnitude / sy
          assertAtLeast(
            simple,
            bound,
            units * relative * simple,
            'the second bound of λmax(H⁺) (B5)',
          )
          assertPositive(found.H, least / (1 + r), error)
        }),
      ))

    it('leaves H as it is where it is skipped, and says why', () =>
      fc.assert(
        fc.asyncProperty(skippedArbitrary, async ({ code, ...given }) => {
          const engine = await open()
          const operands = [given.H, given.s, given.y, given.v].map((a) => rounded(a, engine.dtype))
          const found = await computedRecord(engine, operands, (H, s, y, v) => {
            const { H: next, code } = bfgsUpdate(H, s, y, { skipReference: v })
            return { next, code }
          })
          assertCode(found.code, code)
          assertSame(found.next, operands[0], 'H after a skipped update')
        }),
      ))
  })
}

/** Pairs that must be skipped, and the code that says why. */
const skippedArbitrary = curvatureCaseArbitrary().chain(({ H, s, y }) => {
  const sy = inner(s, y)
  const none = dense(s.rows, 1, () => 0)
  const spoiled = (a: Dense, k: number, value: number): Dense =>
    dense(a.rows, 1, (i) => (i === k ? value : a.get(i, 0)))
  const place = fc.nat({ max: s.rows - 1 })
  const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  const along = product(H, y).value
  const isClear = Math.abs(sy.value) > 1e-3 * sy.magnitude
  const opposed = combination(-1, isClear ? combination(Math.sign(sy.value), s, 0, s) : along, 0, s)
  // ‖v‖ as large as makes the relative rule hold with room to spare.
  const large = (2e4 * inner(along, y).value) / inner(along, along).value
  return fc.oneof(
    fc.constant({ code: 1, H, s: opposed, y, v: none }),
    fc.constant({ code: 1, H, s: none, y, v: y }),
    fc.constant({ code: 1, H, s, y: none, v: y }),
    fc.constant({ code: 2, H, s: along, y, v: spoiled(none, 0, large) }),
    fc.tuple(place, bad).map(([k, x]) => ({ code: 3, H, s: spoiled(s, k, x), y, v: none })),
    fc.tuple(place, bad).map(([k, x]) => ({ code: 3, H, s, y: spoiled(y, k, x), v: none })),
    fc.tuple(place, bad).map(([k, x]) => ({ code: 3, H, s, y, v: spoiled(none, k, x) })),
  )
})
