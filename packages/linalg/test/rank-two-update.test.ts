import assert from 'node:assert/strict'
import { rankTwoUpdate } from '../src/rank-two-update.ts'

describe('rankTwoUpdate', () => {
  const h = [
    [1, 0],
    [0, 1],
  ]

  it('is H + a s sᵀ + b (s qᵀ + q sᵀ)', () => {
    assert.deepEqual(rankTwoUpdate(h, [1, 2], [3, 5], [[2]], [[-1]]).toArray(), [
      [-3, -7],
      [-7, -11],
    ])
  })

  it('names the shapes that do not fit', () => {
    const cases = [
      () => rankTwoUpdate([[1, 0]], [1], [1], [[1]], [[1]]),
      () => rankTwoUpdate(h, [1], [1, 2], [[1]], [[1]]),
      () => rankTwoUpdate(h, [1, 2], [1], [[1]], [[1]]),
      () =>
        rankTwoUpdate(
          h,
          [
            [1, 2],
            [1, 2],
          ],
          [1, 2],
          [[1]],
          [[1]],
        ),
      () =>
        rankTwoUpdate(
          h,
          [1, 2],
          [
            [1, 2],
            [1, 2],
          ],
          [[1]],
          [[1]],
        ),
    ]
    for (const act of cases)
      assert.throws(act, { name: 'ShapeError', message: /expected n×n, n×1 and n×1/ })
    assert.throws(() => rankTwoUpdate(h, [1, 2], [1, 2], [[1, 2]], [[1]]), {
      name: 'ShapeError',
      message: /a is 1×2 and b 1×1/,
    })
    assert.throws(() => rankTwoUpdate(h, [1, 2], [1, 2], [[1]], [[1], [2]]), {
      name: 'ShapeError',
      message: /b 2×1/,
    })
  })
})
