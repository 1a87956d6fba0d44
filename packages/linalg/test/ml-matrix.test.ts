import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Matrix as MlMatrix, MatrixSubView } from 'ml-matrix'
import { hostEngine } from '../src/host.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { fromMlMatrix, toMlMatrix } from '../src/ml-matrix.ts'

describe('fromMlMatrix', () => {
  it('undoes toMlMatrix', () => {
    fc.assert(
      fc.property(matrixArbitrary({ elements: 'mixed' }), (rows) => {
        assert.deepEqual(toMlMatrix(rows).to2DArray(), rows)
        assert.deepEqual(fromMlMatrix(toMlMatrix(rows)).toArray(), rows)
      }),
    )
  })

  it('takes views, copies, and goes to the engine asked for', () => {
    const given = new MlMatrix([
      [1, 2, 3],
      [4, 5, 6],
    ])
    const m = fromMlMatrix(new MatrixSubView(given, 0, 1, 1, 2), hostEngine({ dtype: 'float32' }))
    given.set(0, 1, 9)
    assert.deepEqual(
      [m.toArray(), m.dtype],
      [
        [
          [2, 3],
          [5, 6],
        ],
        'float32',
      ],
    )
  })

  it('takes empty matrices', () => {
    assert.deepEqual(fromMlMatrix(toMlMatrix([[], []])).shape, [2, 0])
  })
})
