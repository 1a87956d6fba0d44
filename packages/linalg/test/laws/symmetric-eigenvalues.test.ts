import assert from 'node:assert/strict'
import fc from 'fast-check'
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix'
import { assertClose } from '../../src/laws/assert-close.ts'
import { denseFromRows } from '../../src/laws/dense.ts'
import { spdArbitrary } from '../../src/laws/spd-arbitrary.ts'
import { symmetricEigenvalues } from '../../src/laws/symmetric-eigenvalues.ts'

describe('symmetricEigenvalues', () => {
  it('finds those that a matrix was made of, as ml-matrix does', () => {
    fc.assert(
      fc.property(spdArbitrary({ maximumSize: 8 }), ({ matrix, eigenvalues }) => {
        const found = symmetricEigenvalues(denseFromRows(matrix))
        const budget = 1e-13 * eigenvalues[eigenvalues.length - 1]
        assertClose(found, eigenvalues, budget)
        const other = new EigenvalueDecomposition(new MlMatrix(matrix), { assumeSymmetric: true })
        assertClose(
          found,
          other.realEigenvalues.sort((x, y) => x - y),
          budget,
        )
      }),
    )
  })

  it('takes indefinite matrices, diagonal ones and none', () => {
    assertClose(
      symmetricEigenvalues(
        denseFromRows([
          [0, 2],
          [2, 3],
        ]),
      ),
      [-1, 4],
      1e-15,
    )
    assert.deepEqual(
      symmetricEigenvalues(
        denseFromRows([
          [3, 0],
          [0, -1],
        ]),
      ),
      [-1, 3],
    )
    assert.deepEqual(symmetricEigenvalues(denseFromRows([])), [])
  })
})
