import assert from 'node:assert/strict'
import { curveOf } from '../../../reproduce/page/curve.ts'
import { cellOf, fakeResult } from '../support/fake-result.ts'

const results = [60, 80, 50].map((last, i) =>
  fakeResult(cellOf({ seed: i + 1, budget: { epochs: i + 2 } }), { last }),
)

describe('curveOf', () => {
  it('is the median of the seeds as far as all of them go, in their span', () => {
    const { points, band } = curveOf(results, 'epoch', 'trainLoss')
    assert.deepEqual(points, [
      [0, 500],
      [1, 280],
      [2, 170],
    ])
    assert.deepEqual(band?.[2], [2, 162.5, 185])
    assert.deepEqual(curveOf(results, 'seconds', 'testLoss').points[1], [30, 308])
  })

  it('has no band of a single seed', () => {
    assert.deepEqual(Object.keys(curveOf([results[1]], 'epoch', 'trainLoss')), ['points'])
  })
})
