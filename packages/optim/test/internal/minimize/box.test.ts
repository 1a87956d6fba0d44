import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createRandom } from '@kq/linalg/random'
import {
  clampTo,
  longestStep,
  projectedNorm,
  readBox,
  roomOf,
  settle,
  startWithin,
} from '../../../src/internal/minimize/box.ts'
import { assertThrows } from '../../support/assert-throws.ts'
import { randomBox } from '../../support/dense-model.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const infinity = Number.POSITIVE_INFINITY
const of = (...values: number[]): Float64Array => Float64Array.from(values)

describe('readBox', () => {
  it('takes numbers, vectors, or nothing', () => {
    assert.deepEqual(readBox({ lower: [-1, 0], upper: 2 }, 2), {
      lower: of(-1, 0),
      upper: of(2, 2),
      bounded: true,
      closed: true,
    })
    const open = readBox({}, 2)
    assert.deepEqual(
      [open.lower, open.upper, open.bounded, open.closed],
      [of(-infinity, -infinity), of(infinity, infinity), false, false],
    )
    const half = readBox({ lower: [-infinity, 3] }, 2)
    assert.deepEqual([half.bounded, half.closed], [true, false])
  })

  it('says which bound is wrong', () => {
    assertThrows(
      () => readBox({ lower: [0, 3], upper: 2 }, 2),
      'RangeError',
      'lower[1] is 3',
      'upper[1] is 2',
    )
    assertThrows(() => readBox({ lower: Number.NaN }, 1), 'RangeError', 'lower[0] is NaN')
    assertThrows(() => readBox({ lower: infinity }, 1), 'RangeError', 'lower[0] is Infinity')
    assertThrows(() => readBox({ upper: -infinity }, 1), 'RangeError', 'upper[0] is -Infinity')
    assertThrows(
      () => readBox({ upper: [1, 2] }, 3),
      'RangeError',
      'upper.length is 2',
      'expected 3',
    )
  })
})

describe('clampTo', () => {
  it('leaves what is within the bounds as it is', () => {
    const box = readBox({ lower: -1, upper: 1 }, 1)
    assert.deepEqual(
      [-2, -1, 0.5, 1, infinity].map((value) => clampTo(box, 0, value)),
      [-1, -1, 0.5, 1, 1],
    )
  })
})

describe('startWithin', () => {
  it('moves x0 into the bounds and counts what has moved', () => {
    const { x, warnings } = startWithin(readBox({ lower: 0, upper: 1 }, 3), of(-1, 0.5, 2))
    assert.deepEqual(x, of(0, 0.5, 1))
    assert.match(warnings.join(), /in 2 of 3 variables/)
    assert.deepEqual(startWithin(readBox({ lower: 0 }, 1), of(0)).warnings, [])
  })

  it('leaves NaN for f to refuse', () => {
    const { x, warnings } = startWithin(readBox({ lower: 0 }, 1), of(Number.NaN))
    assert.deepEqual([x, warnings], [of(Number.NaN), []])
  })
})

describe('settle', () => {
  const box = readBox({ lower: [0.1, -infinity, 0], upper: [0.3, 1e9, infinity] }, 3)

  it('puts on a bound what is past it or next to it', () => {
    const x = of(0.1 + 2e-17, 1e9 + 1e-6, -1e-300)
    settle(box, of(0.2, 5, 1), x)
    assert.deepEqual(x, of(0.1, 1e9, 0))
  })

  it('knows how far rounding reaches, by the bound and by where the way began', () => {
    const ends = readBox({ lower: 1e6, upper: 3e6 }, 1)
    for (const [from, x, expected] of [
      [1e6, 1e6 + 3e-10, 1e6],
      [1e6, 1e6 + 2e-9, 1e6 + 2e-9],
      [3e6, 3e6 - 1e-9, 3e6],
      [3e6, 3e6 - 6e-9, 3e6 - 6e-9],
      [0, 1e6 + 3e-10, 1e6],
      [1e9, 1e6 + 3e-7, 1e6],
    ]) {
      const at = of(x)
      settle(ends, of(from), at)
      assert.equal(at[0], expected, `${from} to ${x}`)
    }
  })

  it('leaves the rest, where there is no bound as well', () => {
    const x = of(0.1 + 1e-14, -1e300, 1e300)
    const before = x.slice()
    settle(box, of(0.2, 5, 1), x)
    assert.deepEqual(x, before)
  })
})

describe('projectedNorm', () => {
  it('is the largest component of P(x − g) − x', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const n = 1 + random.integer(5)
        const { box, x } = randomBox(random, n)
        const g = Float64Array.from({ length: n }, () => random.normal())
        const expected = Math.max(
          ...g.map((value, i) => Math.abs(clampTo(box, i, x[i] - value) - x[i])),
        )
        assert.ok(Math.abs(projectedNorm(box, x, g) - expected) <= 1e-15 * (1 + expected))
      }),
      { numRuns },
    )
  })

  it('is 0 at a bound that the gradient presses against, of any size', () => {
    const box = readBox({ lower: 1e-3, upper: 2 }, 1)
    assert.equal(projectedNorm(box, of(1e-3), of(1e9)), 0)
    assert.equal(projectedNorm(box, of(2), of(-1e9)), 0)
    assert.equal(projectedNorm(box, of(2), of(0.25)), 0.25)
  })

  it('is not finite where the gradient is not', () => {
    const box = readBox({ lower: 0 }, 2)
    assert.equal(projectedNorm(box, of(0, 1), of(infinity, 1)), infinity)
    assert.equal(projectedNorm(box, of(0, 1), of(Number.NaN, 1)), Number.NaN)
    assert.equal(projectedNorm(box, of(0, 1), of(1, Number.NaN)), Number.NaN)
  })
})

describe('roomOf and longestStep', () => {
  it('end at the first bound', () => {
    const box = readBox({ lower: [0, -infinity, 0], upper: [4, 4, 4] }, 3)
    const x = of(3, 1, 2)
    assert.equal(roomOf(box, x, of(1, 0, 0), 0), 3)
    assert.equal(roomOf(box, x, of(-1, 0, 0), 0), 1)
    assert.equal(longestStep(box, x, of(1, -1, 0)), 1)
    assert.equal(longestStep(box, x, of(-1, -1, -4)), 0.5)
    assert.equal(longestStep(box, x, of(0, -1, 0)), infinity)
  })
})
