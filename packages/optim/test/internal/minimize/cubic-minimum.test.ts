import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cubicMinimum } from '../../../src/internal/minimize/cubic-minimum.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true })

/** A cubic whose slope is 3a (α − p) (α − q), at a step. */
const cubic =
  (a: number, p: number, q: number) =>
  (step: number): { step: number; value: number; slope: number } => ({
    step,
    value: a * (step ** 3 - 1.5 * (p + q) * step ** 2 + 3 * p * q * step),
    slope: 3 * a * (step - p) * (step - q),
  })

describe('cubicMinimum', () => {
  it('is where the cubic through both steps has its minimum', () => {
    fc.assert(
      fc.property(
        fc.tuple(between(-5, 5), between(0.1, 5)),
        fc.tuple(between(-5, 5), between(0.1, 5)),
        between(0.1, 10),
        fc.boolean(),
        fc.boolean(),
        ([p, apart], [from, width], size, isMirrored, isSwapped) => {
          const q = p + apart
          const at = cubic(isMirrored ? -size : size, p, q)
          const ends = [at(from), at(from + width)]
          const [a, b] = isSwapped ? ends.toReversed() : ends
          const found = cubicMinimum(a, b, b.value - a.value)
          const expected = isMirrored ? p : q
          assert.ok(Math.abs(found - expected) < 1e-4, `${found} instead of ${expected}`)
        },
      ),
      { numRuns },
    )
  })

  it('is that of a parabola', () => {
    const at = (step: number) => ({ step, value: (step - 2) ** 2, slope: 2 * (step - 2) })
    assert.equal(cubicMinimum(at(0), at(1), -3), 2)
    assert.equal(cubicMinimum(at(5), at(1), -8), 2)
  })

  it('is NaN where there is none', () => {
    const at = (step: number) => ({ step, value: step ** 3 + step, slope: 3 * step ** 2 + 1 })
    assert.ok(Number.isNaN(cubicMinimum(at(0), at(1), 2)))
  })
})
