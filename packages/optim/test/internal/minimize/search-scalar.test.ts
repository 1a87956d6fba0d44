import assert from 'node:assert/strict'
import { searchScalar } from '../../../src/internal/minimize/search-scalar.ts'
import type { LineSearchSteps, LineStart } from '../../../src/line-search.ts'
import { assertThrows } from '../../support/assert-throws.ts'

interface Options {
  readonly initialStep?: number
  readonly maxStep?: number
  readonly share?: number
}

/** Tries two steps, and tells what it was given. */
function searchThat(seen: unknown[]): (start: LineStart, options: Options) => LineSearchSteps {
  return function* steps(start, options) {
    seen.push(start, options, yield start.initialStep)
    seen.push(yield start.initialStep / 2)
    return { step: 7, value: 8, slope: 9, evaluations: 2, satisfied: true, status: 'wolfe' }
  }
}

const line = (a: number): { value: number; slope: number } => ({ value: 3 - a, slope: -1 })

describe('searchScalar', () => {
  it('answers with φ where the search asks for it, and returns what it found', () => {
    const seen: unknown[] = []
    const options = { initialStep: 4, maxStep: 6, share: 0.5 }
    assert.deepEqual(searchScalar(searchThat(seen), line, options), {
      step: 7,
      value: 8,
      slope: 9,
      evaluations: 2,
      satisfied: true,
      status: 'wolfe',
    })
    assert.deepEqual(seen, [
      { value: 3, slope: -1, initialStep: 4, maxStep: 6 },
      options,
      { value: -1, slope: -1 },
      { value: 1, slope: -1 },
    ])
  })

  it('begins with the step 1', () => {
    const seen: unknown[] = []
    searchScalar(searchThat(seen), line, {})
    assert.deepEqual(seen[0], { value: 3, slope: -1, initialStep: 1, maxStep: undefined })
  })

  it('refuses starts that are not finite or do not fall, and options that are no sizes', () => {
    const run = (value: number, slope: number, options: Options = {}): void => {
      searchScalar(searchThat([]), () => ({ value, slope }), options)
    }
    for (const [value, slope] of [
      [1, 0],
      [1, 2],
      [1, Number.NaN],
      [Number.NaN, -1],
      [1 / 0, -1],
    ]) {
      const says = `the value at 0 is ${value} and the slope ${slope}`
      assertThrows(() => run(value, slope), 'RangeError', says)
    }
    assertThrows(() => run(1, -1, { share: Number.NaN }), 'RangeError', 'share is NaN')
    assertThrows(() => run(1, -1, { maxStep: -2 }), 'RangeError', 'maxStep is -2')
  })
})
