import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { EngineError, ShapeError } from '@kq/linalg/errors'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { transpose } from '@kq/linalg/transpose'
import fc from 'fast-check'
import { flatten, unflatten } from '@kq/nn/flatten'
import { anyMatrix } from './arbitraries/matrices.ts'

describe('flatten', () => {
  it('is undone by unflatten', () => {
    fc.assert(
      fc.property(anyMatrix(), anyMatrix(), (a, b) => {
        const like = {
          b: { rows: b.length, columns: b[0].length },
          a: { rows: a.length, columns: a[0].length },
        }
        const back = unflatten(flatten({ b, a }), like)
        assert.deepEqual([back.b.toArray(), back.a.toArray()], [b, a])
        assert.deepEqual(Object.keys(back), ['b', 'a'])
      }),
    )
  })

  it('is row-major, whatever the layout, and flat numbers a column', () => {
    const turned = transpose([
      [1, 2],
      [3, 4],
    ])
    assert.deepEqual([...flatten({ turned, flat: [5, 6] })], [1, 3, 2, 4, 5, 6])
    assert.deepEqual([...flatten({})], [])
  })

  it('copies', () => {
    const a = Float64Array.of(1, 2)
    const x = flatten({ a })
    x[0] = 9
    assert.deepEqual([...a], [1, 2])
  })

  it('refuses matrices whose values cannot be seen', () => {
    assert.throws(() => flatten({ a: matrix([1], opaqueEngine()) }), EngineError)
  })
})

describe('unflatten', () => {
  it('puts matrices on the engine that is asked for', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const { a } = unflatten([1, 2], { a: { rows: 1, columns: 2 } }, engine)
    assert.equal(a.engine, engine)
    assert.deepEqual(unflatten([], {}), {})
  })

  it('refuses another number of elements', () => {
    assert.throws(
      () => unflatten([1, 2, 3], { a: { rows: 1, columns: 2 } }),
      (error) =>
        error instanceof ShapeError && error.message.startsWith('unflatten: x has length 3'),
    )
  })
})
