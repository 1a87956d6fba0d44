import assert from 'node:assert/strict'
import fc from 'fast-check'
import { factorOver } from '../../../src/internal/least-squares/linearization.ts'
import { type MoreStep, moreStep } from '../../../src/internal/least-squares/more-step.ts'
import type { FactoredProblem } from '../../../src/internal/least-squares/damped-solve.ts'
import {
  apply,
  assertClose,
  columnMajor,
  gramOf,
  matrices,
  normOf,
  numbers,
  type Rows,
  solveDense,
  transposed,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const factored = (A: Rows, r: readonly number[]): FactoredProblem =>
  factorOver(
    { jacobian: columnMajor(A), residuals: new Float64Array(), gradient: new Float64Array() },
    Float64Array.from(r),
    new Float64Array(A[0].length).fill(1),
    A[0].map((_, j) => j),
  )
const stepOf = (A: Rows, r: readonly number[], radius: number, damping = 0): MoreStep =>
  moreStep(factored(A, r), radius, damping)

describe('moreStep', () => {
  it('is the step of Gauss and Newton, or as long as the radius and damped', () => {
    const problems = fc
      .record({ m: fc.integer({ min: 1, max: 6 }), n: fc.integer({ min: 1, max: 6 }) })
      .chain(({ m, n }) =>
        fc.record({
          A: matrices(m, n),
          r: numbers(m),
          radius: fc.double({ min: 0.01, max: 5, noNaN: true }),
          damping: fc.double({ min: 0, max: 5, noNaN: true }),
        }),
      )
    fc.assert(
      fc.property(problems, ({ A, r, radius, damping: begin }) => {
        const { step, damping } = stepOf(A, r, radius, begin)
        assert.ok(normOf(step) <= 1.1 * radius * (1 + 1e-12), `${normOf(step)} of ${radius}`)
        const g = apply(transposed(A), r)
        if (damping > 0) {
          // Deficient systems may have a shorter solution.
          if (damping > 1e-9) assert.ok(normOf(step) >= 0.9 * radius * (1 - 1e-12))
          const back = apply(gramOf(A, damping), step)
          assertClose(
            back,
            g.map((value) => -value),
            1e-8,
          )
        } else {
          const rest = apply(A, step).map((value, i) => value + r[i])
          assert.ok(normOf(apply(transposed(A), rest)) <= 1e-9, 'Jᵀ(r + J p) is 0')
        }
      }),
      { numRuns },
    )
  })

  it('solves what rounding leaves of deficient systems', () => {
    const { step, damping } = stepOf(
      [
        [1, 2],
        [2, 4],
      ],
      [-5, -10],
      100,
    )
    assert.equal(damping, 0)
    assertClose([step[0] + 2 * step[1]], [5], 1e-12)
    assertClose(stepOf([[1], [0]], [-2, 7], 10).step, [2], 1e-15)
    assert.deepEqual([...stepOf([[0, 0]], [3], 1).step], [0, 0])
  })

  it('does not go far for what it takes for rounding, but goes where all else is explained', () => {
    const tiny = [
      [1, 0],
      [0, 1e-20],
    ]
    assertClose(stepOf(tiny, [-1, -1e-3], 100).step, [1, 0], 1e-12)
    const { step } = stepOf(tiny, [0, -1e-3], 100)
    assert.ok(step[1] > 89 && step[1] < 111, step.join())
    assert.ok(solveDense(gramOf(tiny, 1), [1, 0])[0] > 0)
  })
})
