/*
 * What the BFGS update promises with the pairs of Hessian action, s = Hm and y = A_λ s, where
 * A_λ = A + √λ I and A is positive semidefinite:
 *
 *   B8  sᵀy ≥ √λ ‖s‖², H⁺A_λ s = s, and H = A_λ⁻¹ is left unchanged
 *   B9  the eigenvalues of A_λ^½ H⁺ A_λ^½ lie between those of A_λ^½ H A_λ^½, and 1
 */
import fc from 'fast-check'
import { gemm } from '../gemm.ts'
import type { Matrix } from '../matrix.ts'
import { spdInverse } from '../spd-inverse.ts'
import { assertAtLeast } from './assert-at-least.ts'
import { assertClose } from './assert-close.ts'
import { assertCode, assertUpdated, errorNorm } from './assert-updated.ts'
import { combination, directionArbitrary, isNotZero, logarithmic } from './curvature-arbitraries.ts'
import { type Dense, dense, denseFromRows, rounded, transposedDense } from './dense.ts'
import { inner } from './inner.ts'
import { product } from './oracle.ts'
import {
  computedRecord,
  magnitudeOf,
  type QuasiNewtonContext,
  unitsOf,
} from './quasi-newton-context.ts'
import { spdArbitrary } from './spd-arbitrary.ts'
import { extremes } from './symmetric-eigenvalues.ts'
import { bfgsOracle } from './update-oracle.ts'

/** Laws of the BFGS update by Hessian action. */
export function hessianActionLaws({
  describe,
  it,
  engine: open,
  slack,
  methods,
}: QuasiNewtonContext): void {
  const { bfgsUpdate } = methods

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

const actionArbitrary = spdArbitrary({ maximumCondition: 100, scale: 10 }).chain(
  ({ matrix: H }) => {
    const n = H.length
    return fc
      .record({
        samples: fc.array(directionArbitrary(n), { minLength: 1, maxLength: 8 }),
        shift: logarithmic(0.05, 5),
        m: directionArbitrary(n).filter(isNotZero),
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
