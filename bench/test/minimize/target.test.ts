import assert from 'node:assert/strict'
import { box, type Problem } from '../../minimize/problem.ts'
import { projectedNorm, solvedBy } from '../../minimize/target.ts'

const problem: Problem = {
  name: '',
  start: Float64Array.of(0, 0),
  minima: [-200, 3],
  evaluate: () => 0,
}

describe('projectedNorm', () => {
  const gradient = Float64Array.of(5, -2)

  it('is the greatest entry of the gradient where nothing is in the way', () => {
    assert.equal(projectedNorm(problem, Float64Array.of(1, 1), gradient), 5)
  })

  it('counts no further than the bounds, and not outside of them', () => {
    const inBox = { ...problem, bounds: box(2, 0, 2) }
    assert.equal(projectedNorm(inBox, Float64Array.of(0, 1), gradient), 1)
    assert.equal(projectedNorm(inBox, Float64Array.of(0, 2), gradient), 0)
    assert.equal(projectedNorm(inBox, Float64Array.of(0, 2.5), gradient), Number.POSITIVE_INFINITY)
  })

  it('is infinite where the gradient is not a number', () => {
    const broken = Float64Array.of(0, Number.NaN)
    assert.equal(projectedNorm(problem, Float64Array.of(1, 1), broken), Number.POSITIVE_INFINITY)
  })
})

describe('solvedBy', () => {
  it('takes a small gradient, or a value that is near a minimum or below the lowest', () => {
    assert.equal(solvedBy(problem, 10, 1e-6), 'gradient')
    assert.equal(solvedBy(problem, 10, 1.1e-6), undefined)
    assert.equal(solvedBy(problem, 3 + 2.9e-8, 1), 'value')
    assert.equal(solvedBy(problem, 3 + 3.1e-8, 1), undefined)
    assert.equal(solvedBy(problem, -200 + 1.9e-6, 1), 'value')
    assert.equal(solvedBy(problem, -300, 1), 'value')
    assert.equal(solvedBy(problem, -300, Number.POSITIVE_INFINITY), undefined)
  })
})
