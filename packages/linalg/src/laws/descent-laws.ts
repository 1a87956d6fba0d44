/*
 * What a direction preconditioned from both sides promises for H_g, H_a ≻ 0 and M ≠ 0:
 *
 *   B10  ⟨M, H_g M H_a⟩ ≥ λmin(H_g) λmin(H_a) ‖M‖² > 0: it is one of descent
 */
import fc from 'fast-check'
import { epsilon } from '../dtype.ts'
import { gemm } from '../gemm.ts'
import { assertAtLeast } from './assert-at-least.ts'
import { violated } from './assert-close.ts'
import { curvatureCaseArbitrary, directionArbitrary, isNotZero } from './curvature-arbitraries.ts'
import { dense, denseFromRows, rounded } from './dense.ts'
import { inner } from './inner.ts'
import { product } from './oracle.ts'
import { computedRecord, magnitudeOf, type QuasiNewtonContext } from './quasi-newton-context.ts'
import { spdArbitrary } from './spd-arbitrary.ts'
import { extremes } from './symmetric-eigenvalues.ts'

/** Laws of preconditioned directions. */
export function descentLaws({
  describe,
  it,
  engine: open,
  slack,
  methods,
}: QuasiNewtonContext): void {
  const { bfgsUpdate, doubleDamping } = methods

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
        .filter(isNotZero)
        .map((a) =>
          dense(left.s.rows, right.matrix.length, (i, j) => a.get(i * right.matrix.length + j, 0)),
        ),
    }),
  )
