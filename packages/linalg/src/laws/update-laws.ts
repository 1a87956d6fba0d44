/*
 * What the BFGS update of an inverse promises, with damped pairs s̃, ỹ and with the pairs that
 * Hessian action makes. Write κ = λmax(H), r = ỹᵀHỹ / s̃ᵀỹ, ρ = 1/s̃ᵀỹ:
 *
 *   B4  H⁺ ⪰ H/(1 + r), from B⁺ ⪯ B + ρ ỹỹᵀ and ỹỹᵀ ⪯ (ỹᵀHỹ) B for B = H⁻¹
 *   B5  λmax(H⁺) ≤ (√κ + √(r ρ s̃ᵀs̃))² + ρ s̃ᵀs̃ ≤ (√κ + √(r/μ₂))² + 1/μ₂, from
 *       ‖H^½(I − ρ ỹs̃ᵀ)‖ ≤ √κ + ρ √(ỹᵀHỹ) ‖s̃‖
 *   B6  H⁺ỹ = s̃, H⁺ = H⁺ᵀ ≻ 0
 *   B8  s = Hm, y = A_λ s:  sᵀy ≥ √λ ‖s‖², H⁺A_λ s = s, and H = A_λ⁻¹ is left unchanged
 *   B9  the eigenvalues of A_λ^½ H⁺ A_λ^½ lie between those of A_λ^½ H A_λ^½, and 1
 *   B10 ⟨M, H_g M H_a⟩ ≥ λmin(H_g) λmin(H_a) ‖M‖²: a direction of descent
 */
import fc from 'fast-check'
import { bfgsStatuses } from '../bfgs.ts'
import { epsilon } from '../dtype.ts'
import { gemm } from '../gemm.ts'
import type { Matrix } from '../matrix.ts'
import { spdInverse } from '../spd-inverse.ts'
import { assertAtLeast } from './assert-at-least.ts'
import { assertClose, assertSame, violated } from './assert-close.ts'
import { assertSymmetric, assertSymmetricPositiveDefinite } from './assert-symmetric.ts'
import {
  combination,
  curvatureCaseArbitrary,
  directionArbitrary,
  logarithmic,
} from './curvature-arbitraries.ts'
import { type Dense, dense, denseFromRows, rounded, transposedDense } from './dense.ts'
import { inner } from './inner.ts'
import { type Estimate, product } from './oracle.ts'
import {
  computedRecord,
  magnitudeOf,
  type QuasiNewtonContext,
  unitsOf,
} from './quasi-newton-context.ts'
import { spdArbitrary } from './spd-arbitrary.ts'
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts'
import { bfgsOracle } from './update-oracle.ts'

const extremes = (a: Dense): [least: number, largest: number] => {
  const eigenvalues = symmetricEigenvalues(a)
  return [eigenvalues[0], eigenvalues[eigenvalues.length - 1]]
}

/** An upper bound of the norm of all matrices within `units` of the magnitudes. */
const errorNorm = ({ magnitude }: Estimate, units: number): number =>
  units * Math.sqrt(inner(magnitude, magnitude).value)

/** H⁺ is the update, and satisfies the secant equation; symmetric to the last bit. */
function assertUpdated(next: Dense, s: Dense, y: Dense, expected: Estimate, units: number): void {
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

/** H⁺ is positive definite where rounding leaves its least eigenvalue, at least `least`, above 0. */
function assertPositive(next: Dense, least: number, error: number): void {
  if (least > 2 * error) assertSymmetricPositiveDefinite(next, 'H⁺ (B6)')
}

function assertCode(code: Dense, expected: number): void {
  const [found] = code.values
  if (found !== expected)
    violated(`the status is '${bfgsStatuses[found]}', expected '${bfgsStatuses[expected]}'`)
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

  describe('the BFGS update by Hessian action', () => {
    const updated = async ({ A, shift, H, m }: ActionCase) => {
      const engine = await open()
      const { dtype } = engine
      const shifted = rounded(
        dense(A.rows, A.rows, (i, j) => A.get(i, j) + shift * Number(i === j)),
        dtype,
      )
      const start = H && rounded(H, dtype)
      const operands = [shifted, rounded(m, dtype), ...(start ? [start] : [])]
      const found = await computedRecord(engine, operands, (a, mean, given?: Matrix) => {
        const inverse = given ?? spdInverse(a)
        const s = gemm(inverse, mean)
        const y = gemm(a, s)
        const { H, code } = bfgsUpdate(inverse, s, y)
        return { inverse, s, y, H, code }
      })
      const units = unitsOf(dtype, A.rows, slack)
      const yMagnitude = product(magnitudeOf(shifted), magnitudeOf(found.s)).value
      const expected = bfgsOracle(found.inverse, found.s, found.y, yMagnitude)
      return { A: shifted, ...found, units, expected, dtype }
    }

    it('keeps B8 and B9', () =>
      fc.assert(
        fc.asyncProperty(actionArbitrary, async (given) => {
          const { A, inverse, s, y, H, code, units, expected } = await updated(given)
          assertCode(code, 0)
          const sy = inner(s, y)
          const least = given.shift * inner(s, s).value
          assertAtLeast(sy.value, least, units * sy.magnitude, 'sᵀy (B8)')
          assertUpdated(H, s, y, expected, units)
          const L = transposedDense(choleskyOracle(A))
          const [low, high] = extremes(congruent(L, inverse))
          const [nextLow, nextHigh] = extremes(congruent(L, H))
          const error = errorNorm(expected, units) * extremes(A)[1]
          assertAtLeast(nextLow, Math.min(1, low), error, 'the least eigenvalue (B9)')
          assertAtLeast(Math.max(1, high), nextHigh, error, 'the largest eigenvalue (B9)')
        }),
      ))

    it('leaves the exact inverse unchanged (B8)', () =>
      fc.assert(
        fc.asyncProperty(actionArbitrary, async ({ H: _, ...given }) => {
          const { A, inverse, H, expected, units } = await updated(given)
          const [low, high] = extremes(A)
          // The inverse itself is exact to within its condition.
          const budget = combination((units * high) / low, expected.magnitude, 0, A)
          assertClose(H, inverse, budget, 'H⁺ for H = A_λ⁻¹ (B8)')
        }),
      ))
  })

  describe('the preconditioned direction', () => {
    it('is one of descent (B10)', () =>
      fc.assert(
        fc.asyncProperty(descentArbitrary, async ({ left, right, M }) => {
          const engine = await open()
          const { dtype } = engine
          const operands = [left.H, left.s, left.y, denseFromRows(right.matrix), M].map((a) =>
            rounded(a, dtype),
          )
          const found = await computedRecord(engine, operands, (H, s, y, Ha, gradient) => {
            const damped = doubleDamping(H, s, y, left)
            const Hg = bfgsUpdate(H, damped.s, damped.y).H
            return { Hg, D: gemm(gemm(Hg, gradient), Ha) }
          })
          const [Hg, Ha, G] = [found.Hg, operands[3], operands[4]]
          const size = product(
            product(magnitudeOf(Hg), magnitudeOf(G)).value,
            magnitudeOf(Ha),
          ).value
          const budget =
            16 * (Hg.rows + Ha.rows) * slack * epsilon[dtype] * inner(size, magnitudeOf(G)).value
          const least = extremes(Hg)[0] * extremes(Ha)[0] * inner(G, G).value
          const slope = inner(G, found.D).value
          assertAtLeast(slope, least, budget, '⟨M, H_g M H_a⟩ (B10)')
          if (least > budget && slope <= 0)
            violated(`the slope is ${slope}, expected it to be positive (B10)`)
        }),
      ))
  })
}

/** LᵀHL: with A = L Lᵀ it has the eigenvalues of A^½ H A^½. */
const congruent = (transposedL: Dense, H: Dense): Dense => {
  const { value } = product(product(transposedL, H).value, transposedDense(transposedL))
  return dense(H.rows, H.rows, (i, j) => (value.get(i, j) + value.get(j, i)) / 2)
}

/** L of A = L Lᵀ, row by row. */
function choleskyOracle(A: Dense): Dense {
  const n = A.rows
  const L = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A.get(i, j)
      for (let k = 0; k < j; k++) sum -= L[i * n + k] * L[j * n + k]
      L[i * n + j] = i === j ? Math.sqrt(sum) : sum / L[j * n + j]
    }
  }
  return dense(n, n, (i, j) => L[i * n + j])
}

interface ActionCase {
  /** Positive semidefinite. */
  readonly A: Dense
  /** √λ */
  readonly shift: number
  readonly H?: Dense
  readonly m: Dense
}

const notZero = (a: Dense): boolean => a.values.some((x) => x !== 0)

const actionArbitrary = spdArbitrary({ maximumCondition: 100, scale: 10 }).chain(
  ({ matrix: H }) => {
    const n = H.length
    return fc
      .record({
        samples: fc.array(directionArbitrary(n), { minLength: 1, maxLength: 8 }),
        shift: logarithmic(0.05, 5),
        m: directionArbitrary(n).filter(notZero),
      })
      .map(({ samples, shift, m }) => ({
        A: dense(
          n,
          n,
          (i, j) => samples.reduce((sum, x) => sum + x.get(i, 0) * x.get(j, 0), 0) / samples.length,
        ),
        shift,
        H: denseFromRows(H),
        m,
      }))
  },
)

const descentArbitrary = fc
  .record({
    left: curvatureCaseArbitrary({ maximumSize: 4 }),
    right: spdArbitrary({ maximumSize: 4, maximumCondition: 100 }),
  })
  .chain(({ left, right }) =>
    fc.record({
      left: fc.constant(left),
      right: fc.constant(right),
      M: directionArbitrary(left.s.rows * right.matrix.length)
        .filter(notZero)
        .map((a) =>
          dense(left.s.rows, right.matrix.length, (i, j) => a.get(i * right.matrix.length + j, 0)),
        ),
    }),
  )

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
