import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrixArbitrary, vectorArbitrary } from '../../src/laws/arbitraries.ts'

describe('matrixArbitrary', () => {
  it('gives rows of one length, of the size asked for', () => {
    fc.assert(
      fc.property(matrixArbitrary({ rows: 3, maximumSize: 4 }), (rows) => {
        assert.equal(rows.length, 3)
        assert.ok(
          rows.every((row) => row.length === rows[0].length && row.length >= 1 && row.length <= 4),
        )
      }),
    )
  })

  it('gives tiny, huge, mixed and whole numbers as asked', () => {
    const drawn = (elements: 'tiny' | 'huge' | 'mixed' | 'integer'): number[] =>
      fc
        .sample(matrixArbitrary({ elements, rows: 5, columns: 5 }), { numRuns: 50, seed: 1 })
        .flat(2)
        .map(Math.abs)
    assert.ok(drawn('tiny').every((x) => x < 1.1e-98))
    assert.ok(drawn('huge').some((x) => x > 1e99))
    assert.ok(drawn('integer').every((x) => Number.isInteger(x) && x <= 8))
    const mixed = drawn('mixed')
    for (const [low, high] of [
      [1e-110, 1.1e-98],
      [1, 100],
      [1e99, 1e102],
    ]) {
      assert.ok(
        mixed.some((x) => x >= low && x <= high),
        `none from ${low} to ${high}`,
      )
    }
  })
})

describe('vectorArbitrary', () => {
  it('gives n numbers', () => {
    fc.assert(
      fc.property(vectorArbitrary(4, { elements: 'mixed' }), (v) => assert.equal(v.length, 4)),
    )
  })
})
