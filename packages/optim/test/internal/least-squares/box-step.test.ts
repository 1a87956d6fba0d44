import assert from 'node:assert/strict'
import fc from 'fast-check'
import { boxModel, boxStep, type BoxStep } from '../../../src/internal/least-squares/box-step.ts'
import { modelChange, transposedTimes } from '../../../src/internal/least-squares/linearization.ts'
import { readBox } from '../../../src/internal/minimize/box.ts'
import {
  assertClose,
  columnMajor,
  matrices,
  normOf,
  numbers,
  type Rows,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

interface Problem {
  readonly J: Rows
  readonly r: readonly number[]
  readonly x: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly radius: number
}

function run({ J, r, x, lower, upper, radius }: Problem): BoxStep & { readonly best: number } {
  const jacobian = columnMajor(J)
  const residuals = Float64Array.from(r)
  const gradient = transposedTimes(jacobian, residuals)
  const box = readBox({ lower, upper }, x.length)
  const at = Float64Array.from(x)
  const d = new Float64Array(x.length).fill(1)
  const linear = { jacobian, residuals, gradient }
  const found = boxStep(box, boxModel(box, at, d, linear), radius, 0)
  // The lowest of many points of the projected path within the region.
  let best = 0
  for (let t = 1e-3; t < 1e3; t *= 1.2) {
    const step = at.map(
      (value, i) => Math.min(Math.max(value - t * gradient[i], lower[i]), upper[i]) - value,
    )
    if (normOf(step) <= radius) best = Math.min(best, modelChange(linear, step))
  }
  return { ...found, best }
}

const problems = fc.integer({ min: 1, max: 5 }).chain((n) =>
  fc.record({
    J: matrices(n + 1, n),
    r: numbers(n + 1, 3),
    x: numbers(n),
    radius: fc.double({ min: 0.1, max: 10, noNaN: true }),
    room: numbers(2 * n).map((values) => values.map((value) => Math.max(0, value))),
  }),
)

describe('boxStep', () => {
  it('stays in the box to the last bit, and lowers the model by a share of what its projected path does', () => {
    fc.assert(
      fc.property(problems, ({ room, ...problem }) => {
        const lower = problem.x.map((value, i) => value - room[2 * i])
        const upper = problem.x.map((value, i) => value + room[2 * i + 1])
        const { to, step, change, best } = run({ ...problem, lower, upper })
        to.forEach((value, i) => assert.ok(value >= lower[i] && value <= upper[i]))
        to.forEach((value, i) => assert.ok(Math.abs(value - problem.x[i] - step[i]) < 1e-14))
        assert.ok(change <= 0.05 * best, `${change}, the path reaches ${best}`)
      }),
      { numRuns },
    )
  })

  it('puts variables on bounds exactly, and solves for the others anew', () => {
    const { to, change } = run({
      J: [
        [1, 1],
        [0, 1],
      ],
      r: [-3, 0],
      x: [0.1, 0],
      lower: [-1, -1],
      upper: [0.3, 9],
      radius: 100,
    })
    assert.equal(to[0], 0.3)
    // (0.2 + p₂ − 3)² + p₂² is least for p₂ = 1.4.
    assertClose([to[1]], [1.4], 1e-12)
    assert.ok(change < 0)
  })

  it('does not move what may not', () => {
    const { to, change } = run({
      J: [[1, 1]],
      r: [-3],
      x: [1, 2],
      lower: [0, 2],
      upper: [1, 2],
      radius: 100,
    })
    assert.deepEqual([...to, change], [1, 2, 0])
  })
})
