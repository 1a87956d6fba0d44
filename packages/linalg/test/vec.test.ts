import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { unvec, vec } from '../src/vec.ts'

describe('vec', () => {
  it('stacks columns: element j·m + i is X[i, j]', () => {
    fc.assert(
      fc.property(matrixArbitrary({ elements: 'mixed' }), (x) => {
        const v = vec(x)
        const m = x.length
        assert.deepEqual(v.shape, [m * x[0].length, 1])
        x.forEach((row, i) => row.forEach((value, j) => assert.equal(v.get(j * m + i, 0), value)))
      }),
    )
  })

  it('is undone by unvec', () => {
    fc.assert(
      fc.property(matrixArbitrary({ elements: 'mixed' }), (x) => {
        assert.deepEqual(unvec(vec(x), x.length, x[0].length).toArray(), x)
      }),
    )
  })

  it('takes empty matrices', () => {
    for (const [rows, columns] of [
      [0, 3],
      [3, 0],
      [0, 0],
    ]) {
      assert.deepEqual(vec(zeros(rows, columns)).shape, [0, 1])
      assert.deepEqual(unvec(new Float64Array(0), rows, columns).shape, [rows, columns])
    }
  })
})

describe('unvec', () => {
  it('refuses what does not fit', () => {
    assert.throws(() => unvec([1, 2, 3], 2, 2), { name: 'ShapeError', message: /3×1.*4×1.*2×2/ })
    assert.throws(() => unvec([[1, 2, 3, 4]], 2, 2), { name: 'ShapeError' })
  })
})
