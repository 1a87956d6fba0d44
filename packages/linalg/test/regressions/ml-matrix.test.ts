import assert from 'node:assert/strict'
import {
  LuDecomposition,
  Matrix as MlMatrix,
  QrDecomposition,
  SingularValueDecomposition,
  solve as mlSolve,
} from 'ml-matrix'
import { lstsq } from '../../src/lstsq.ts'
import { lu } from '../../src/lu.ts'
import { qr } from '../../src/qr.ts'
import { svd } from '../../src/svd.ts'

/** Why decompositions do not stand on ml-matrix: where this fails, it can be asked again. */
describe('ml-matrix, where ours do not stand on it', () => {
  const wide = new MlMatrix([
    [1, 2, 0, 1, 3],
    [0, 1, 1, 2, 1],
    [2, 0, 1, 1, 1],
  ])

  it('has no QR of a wide matrix', () => {
    assert.throws(() => new QrDecomposition(wide).orthogonalMatrix, TypeError)
    assert.deepEqual(qr(wide).R.shape, [3, 5])
  })

  it('gives a wide matrix an L of its own shape', () => {
    assert.equal(new LuDecomposition(wide).lowerTriangularMatrix.columns, 5)
    assert.deepEqual(lu(wide).L.shape, [3, 3])
  })

  it('warns of a wide matrix, and finds one singular value more than there are (its issue 203)', () => {
    const { warn } = console
    const warnings: unknown[] = []
    console.warn = (text: unknown) => warnings.push(text)
    try {
      assert.equal(new SingularValueDecomposition(wide).diagonal.length, 4)
    } finally {
      console.warn = warn
    }
    assert.equal(warnings.length, 1)
    assert.equal(svd(wide).s.rows, 3)
  })

  it('refuses least squares without full rank', () => {
    const [a, b] = [
      new MlMatrix([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
      [[1], [2], [3]],
    ]
    assert.throws(() => mlSolve(a, new MlMatrix(b)), /rank deficient/)
    const { x, rank } = lstsq(a, b)
    assert.equal(rank, 1)
    assert.ok(
      x
        .toArray()
        .flat()
        .every((value) => Math.abs(value - 1) < 1e-14),
    )
  })
})
