import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { eigh } from '../src/eigh.ts'
import { hostEngine } from '../src/host.ts'
import { kronEigh } from '../src/kron-eigh.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { dense, denseFrom, transposedDense } from '../src/laws/dense.ts'
import { symmetricSample } from '../src/laws/samples.ts'
import { scope } from '../src/scope.ts'
import {
  assertOrthonormal,
  assertReconstructs,
  budgetOf,
  diagonalOf,
} from './support/assert-decomposition.ts'
import { kronOracle } from './support/kron-oracle.ts'
import { refusals } from './support/refusals.ts'

const factor = fc.tuple(fc.nat(5), fc.nat()).map(([n, seed]) => symmetricSample('float64', n, seed))

describe('kronEigh', () => {
  it('decomposes the product, formed, eigenvalue by eigenvector', () => {
    fc.assert(
      fc.property(factor, factor, (a, b) => {
        const whole = kronOracle(a, b)
        const { values, vectors, order } = kronEigh(a, b)
        const V = denseFrom(vectors.toDense())
        assertOrthonormal(V, 'VᵀV')
        const sorted = dense(V.rows, V.columns, (i, k) => V.get(i, order[k]))
        assertReconstructs([sorted, diagonalOf(values), transposedDense(sorted)], whole, 'V Λ Vᵀ')
        assertClose(values, eigh(whole).values, budgetOf(whole), 'the eigenvalues')
        const list = [...denseFrom(values).values]
        assert.deepEqual(
          list,
          list.toSorted((x, y) => x - y),
        )
      }),
    )
  })

  it('gives one eigenvector at a time', () => {
    const { vectors, vector, order } = kronEigh(
      symmetricSample('float64', 3, 1),
      symmetricSample('float64', 4, 2),
    )
    const V = denseFrom(vectors.toDense())
    for (const k of [0, 5, 11]) {
      assertClose(
        vector(k),
        dense(12, 1, (i) => V.get(i, order[k])),
        0,
      )
    }
    for (const k of [-1, 12, 0.5]) {
      assert.throws(() => vector(k), { name: 'RangeError', message: /12 eigenvectors/ })
    }
  })

  it('keeps what it needs when a scope ends, on the engine of the factors', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const a = matrix([[2]], engine)
    const { values, vector } = scope(() => kronEigh(a, [[3]]))
    assert.deepEqual([values.toArray(), vector(0).dtype], [[[6]], 'float32'])
    assert.deepEqual(kronEigh(zeros(0, 0), [[3]]).values.shape, [0, 1])
  })

  refusals(it, 'eigh', (a) => kronEigh(a, [[1]]))

  it('refuses what is not square', () => {
    assert.throws(() => kronEigh([[1]], [[1, 2]]), { name: 'ShapeError', message: /1×2/ })
  })
})
