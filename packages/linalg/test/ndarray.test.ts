import assert from 'node:assert/strict'
import fc from 'fast-check'
import ndarray from 'ndarray'
import { hostEngine } from '../src/host.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { fromNdarray, ndarrayView, toNdarray, viewOfNdarray } from '../src/ndarray.ts'
import { free, scope } from '../src/scope.ts'
import { transpose } from '../src/transpose.ts'

describe('fromNdarray', () => {
  it('undoes toNdarray, of transposes and reversals too', () => {
    fc.assert(
      fc.property(matrixArbitrary({ elements: 'mixed' }), (rows) => {
        const array = toNdarray(rows)
        assert.deepEqual(fromNdarray(array).toArray(), rows)
        assert.deepEqual(fromNdarray(array.step(-1, 1)).toArray(), rows.toReversed())
        assert.deepEqual(fromNdarray(array.transpose(1, 0)).toArray(), transpose(rows).toArray())
      }),
    )
  })

  it('copies, into the dtype of the array or of the engine', () => {
    const single = ndarray(Float32Array.of(1, 2), [1, 2])
    const m = fromNdarray(single)
    single.set(0, 0, 9)
    assert.deepEqual([m.toArray(), m.dtype], [[[1, 2]], 'float32'])
    assert.equal(fromNdarray(single, hostEngine()).dtype, 'float64')
    assert.equal(fromNdarray(ndarray([1, 2])).dtype, 'float64')
    const double = ndarray(Float64Array.of(1, 2), [1, 2])
    const n = fromNdarray(double)
    double.set(0, 0, 9)
    assert.equal(n.get(0, 0), 1)
  })

  it('takes one dimension as a column, and no third', () => {
    assert.deepEqual(fromNdarray(ndarray([1, 2, 3])).shape, [3, 1])
    assert.throws(() => fromNdarray(ndarray([1], [1, 1, 1])), {
      name: 'ShapeError',
      message: /3 axes/,
    })
  })

  it('leaves one matrix, freed as any other', () => {
    const engine = hostEngine()
    const m = scope(() => fromNdarray(ndarray([1]), engine))
    assert.equal(engine.stats().liveMatrices, 1)
    free(m)
    assert.equal(engine.stats().liveMatrices, 0)
  })
})

describe('toNdarray', () => {
  it('outlives the matrix, in its dtype', () => {
    const engine = hostEngine({ dtype: 'float32', poison: true })
    const m = fromNdarray(ndarray([1, 2, 3, 4], [2, 2]), engine)
    const array = toNdarray(transpose(m))
    free(m)
    assert.deepEqual([array.shape, array.dtype, array.get(0, 1)], [[2, 2], 'float32', 3])
  })
})

describe('viewOfNdarray', () => {
  it('looks at the same memory, of any strides', () => {
    fc.assert(
      fc.property(matrixArbitrary({ elements: 'mixed' }), fc.nat(), (rows, place) => {
        const array = toNdarray(rows).step(-1, 1).transpose(1, 0)
        const m = viewOfNdarray(array)
        assert.equal(m.data, array.data)
        const [i, j] = [place % m.rows, place % m.columns]
        array.set(i, j, 7)
        assert.equal(m.get(i, j), 7)
        assert.deepEqual(m.toArray(), fromNdarray(array).toArray())
      }),
    )
    assert.equal(viewOfNdarray(ndarray(Float32Array.of(1))).dtype, 'float32')
  })

  it('refuses what it would have to copy', () => {
    assert.throws(() => viewOfNdarray(ndarray([1, 2])), {
      name: 'TypeError',
      message: /Array.*float64.*fromNdarray/,
    })
    assert.throws(() => viewOfNdarray(ndarray(Float32Array.of(1)), hostEngine()), {
      name: 'TypeError',
      message: /Float32Array.*float64/,
    })
  })
})

describe('ndarrayView', () => {
  it('looks at the same memory, of views too, both ways', () => {
    const m = transpose(viewOfNdarray(ndarray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3])))
    const array = ndarrayView(m)
    assert.deepEqual([array.shape, array.get(2, 1)], [[3, 2], 6])
    array.set(2, 1, 9)
    assert.equal(m.get(2, 1), 9)
    assert.deepEqual(viewOfNdarray(array).toArray(), m.toArray())
  })
})
