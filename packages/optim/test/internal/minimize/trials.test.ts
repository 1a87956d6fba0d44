import assert from 'node:assert/strict'
import type { LineStep } from '../../../src/internal/minimize/more-thuente-step.ts'
import { judge, type Trials, type Verdict } from '../../../src/internal/minimize/trials.ts'
import type { LineSearchResult, LineValue } from '../../../src/line-search.ts'

const start = { value: 10, slope: -2, initialStep: 1 }

/** Judges trials of 1, 2, 3, …, which end at `last`. */
function run(
  phi: (step: number) => LineValue,
  verdict: Partial<Verdict>,
  last = 5,
): { found: LineSearchResult; seen: LineStep[] } {
  const seen: LineStep[] = []
  function* count(): Trials {
    for (let step = 1; step <= last; step++) seen.push(yield step)
    return 'interval-small'
  }
  const steps = judge(count(), start, {
    accept: () => undefined,
    maxEvaluations: 100,
    ...verdict,
  })
  let turn = steps.next()
  while (!turn.done) turn = steps.next(phi(turn.value))
  return { found: turn.value, seen }
}

const valley = (step: number): LineValue => ({ value: 9 + (step - 3) ** 2, slope: 2 * (step - 3) })

describe('judge', () => {
  it('shows trials the differences of φ, and returns φ', () => {
    const { found, seen } = run(valley, {
      accept: ({ step }) => (step === 4 ? 'wolfe' : undefined),
    })
    assert.deepEqual(seen, [
      { step: 1, value: 3, slope: -4 },
      { step: 2, value: 0, slope: -2 },
      { step: 3, value: -1, slope: 0 },
    ])
    assert.deepEqual(found, {
      step: 4,
      value: 10,
      slope: 2,
      evaluations: 4,
      satisfied: true,
      status: 'wolfe',
    })
  })

  it('returns the lowest step where trials end or evaluations are spent', () => {
    const lowest = { step: 3, value: 9, slope: 0, satisfied: false }
    assert.deepEqual(run(valley, {}).found, { ...lowest, evaluations: 5, status: 'interval-small' })
    const spent = { evaluations: 4, status: 'max-evaluations' }
    assert.deepEqual(run(valley, { maxEvaluations: 4 }).found, { ...lowest, ...spent })
    assert.deepEqual(run(valley, { maxEvaluations: 0 }).found, {
      step: 0,
      value: 10,
      slope: -2,
      evaluations: 0,
      satisfied: false,
      status: 'max-evaluations',
    })
  })

  it('returns 0 where no step is lower', () => {
    const { found } = run(() => ({ value: 10, slope: -2 }), {})
    assert.deepEqual([found.step, found.value, found.slope], [0, 10, -2])
  })

  it('shows what is not finite as ∞, and accepts none of it', () => {
    for (const at of [
      { value: Number.NaN, slope: 0 },
      { value: 1 / 0, slope: 0 },
      { value: -1 / 0, slope: 0 },
      { value: 1, slope: Number.NaN },
      { value: 1, slope: 1 / 0 },
    ]) {
      const { found, seen } = run(() => at, { accept: () => 'wolfe' }, 1)
      assert.deepEqual(seen, [{ step: 1, value: 1 / 0, slope: Number.NaN }])
      assert.equal(found.step, 0)
    }
  })

  it('tells by slopes what both values and slopes say is within rounding', () => {
    const near = (slope: number) => (): LineValue => ({ value: 10 + 1e-13, slope })
    const values = (phi: (step: number) => LineValue, rounding?: number): number[] =>
      run(phi, rounding === undefined ? {} : { rounding }, 2).seen.map(({ value }) => value)
    const difference = 10 + 1e-13 - 10
    assert.deepEqual(values(near(2 + 1e-13)), [difference, difference])
    const [once, twice] = values(near(2 + 1e-13), 1e-13)
    assert.ok(Math.abs(once - 0.5e-13) < 1e-15 && twice === 2 * once)
    // Slopes that fall by 2 with each step do not agree with values that stay.
    assert.deepEqual(values(near(-2), 1e-13), [difference, difference])
    const hidden: boolean[] = []
    run(near(2), { rounding: 1e-13, accept: (_, is) => void hidden.push(is) }, 1)
    run(near(-2), { rounding: 1e-13, accept: (_, is) => void hidden.push(is) }, 1)
    assert.deepEqual(hidden, [true, false])
  })
})
