import assert from 'node:assert/strict'
import { cellName } from '../../reproduce/cell.ts'
import { parts } from '../../reproduce/plan.ts'
import { lossesOf, workOf } from '../../reproduce/work.ts'
import { cellOf, fakeResult } from './support/fake-result.ts'

const request = { parts, only: [], seeds: undefined, seconds: undefined }

describe('workOf', () => {
  it('has every cell once, and knows the finished ones', () => {
    const before = workOf(request, [])
    const names = before.entries.map(({ cell }) => cellName(cell))
    assert.equal(new Set(names).size, names.length)
    assert.equal(before.later, 22 * 6)
    const results = before.entries.slice(0, 5).map(({ cell }) => fakeResult(cell))
    const { entries } = workOf(request, results)
    assert.deepEqual(
      entries.filter(({ finished }) => finished).map(({ cell }) => cell),
      results.map(({ cell }) => cell),
    )
  })

  it('keeps to the selection: a method is not another one whose name begins alike', () => {
    const only = (...names: string[]): string[] => [
      ...new Set(
        workOf({ ...request, parts: ['comparison'], only: names }, []).entries.map(
          ({ cell: { problem, method } }) => `${problem}/${method}`,
        ),
      ),
    ]
    assert.deepEqual(only('mnist/kbfgs'), ['mnist/kbfgs'])
    assert.deepEqual(only('faces/adam', 'curves/sgd').toSorted(), ['curves/sgd', 'faces/adam'])
    assert.equal(only('digits').length, 6)
    const one = 'mnist/kbfgs/lr0.3-lambda0.3-seed2-300s'
    const { entries } = workOf({ ...request, only: [one] }, [])
    assert.deepEqual(
      entries.map(({ cell }) => cellName(cell)),
      [one],
    )
  })
})

describe('lossesOf', () => {
  it('knows the loss at the end, and what diverged', () => {
    const [good, bad, absent] = [cellOf(), cellOf({ seed: 2 }), cellOf({ seed: 3 })]
    const lossOf = lossesOf([fakeResult(good), fakeResult(bad, { diverged: true })])
    assert.ok(Math.abs(lossOf(good)! - 60) < 0.1)
    assert.ok(Number.isNaN(lossOf(bad)))
    assert.equal(lossOf(absent), undefined)
  })
})
