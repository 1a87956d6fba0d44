import assert from 'node:assert/strict'
import { addScaled, axpyDot, dot, maxNorm, scale } from '../../../src/internal/minimize/vector.ts'

describe('vectors of a minimiser', () => {
  for (let n = 0; n < 6; n++) {
    const x = Float64Array.from({ length: n }, (_, i) => i + 1)
    const d = Float64Array.from({ length: n }, (_, i) => 2 - i)

    it(`have products, n = ${n}`, () => {
      const expected = x.reduce((sum, xi, i) => sum + xi * d[i], 0)
      assert.equal(dot(x, d), expected)
      const y = x.slice()
      const sum = axpyDot(3, d, y, x)
      assert.deepEqual(
        y,
        x.map((xi, i) => xi + 3 * d[i]),
      )
      assert.equal(
        sum,
        y.reduce((total, yi, i) => total + yi * x[i], 0),
      )
    })

    it(`are scaled and added, n = ${n}`, () => {
      const into = new Float64Array(n)
      assert.equal(addScaled(x, -2, d, into), into)
      assert.deepEqual(
        into,
        x.map((xi, i) => xi - 2 * d[i]),
      )
      assert.deepEqual(
        scale(5, into, into),
        x.map((xi, i) => 5 * (xi - 2 * d[i])),
      )
    })
  }

  it('have a largest component', () => {
    assert.equal(maxNorm(Float64Array.of(1, -3, 2)), 3)
    assert.equal(maxNorm(new Float64Array(0)), 0)
    assert.ok(Number.isNaN(maxNorm(Float64Array.of(1, Number.NaN, 2))))
  })
})
