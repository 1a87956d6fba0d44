import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { hostEngine } from '../src/host.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { reshape } from '../src/reshape.ts'
import { free } from '../src/scope.ts'
import { slice } from '../src/slice.ts'
import { transpose } from '../src/transpose.ts'

/** The numbers row after row, cut into rows of so many. */
const cut = (rows: readonly (readonly number[])[], height: number, width: number): number[][] => {
  const flat = rows.flat()
  return Array.from({ length: height }, (_, i) => flat.slice(i * width, (i + 1) * width))
}

const given = fc
  .tuple(matrixArbitrary({ maximumSize: 6 }), fc.boolean(), fc.nat())
  .map(([rows, turned, choice]) => {
    const count = rows.length * rows[0].length
    const divisors = Array.from({ length: count }, (_, i) => i + 1).filter((d) => count % d === 0)
    const height = divisors[choice % divisors.length]
    return { rows, turned, height, width: count / height }
  })

describe('reshape', () => {
  it('keeps the numbers and their order, of views too', () => {
    fc.assert(
      fc.property(given, ({ rows, turned, height, width }) => {
        const A = turned ? transpose(rows) : matrix(rows)
        assert.deepEqual(reshape(A, height, width).toArray(), cut(A.toArray(), height, width))
        const column = slice(A, { columnStart: A.columns - 1 })
        const last = column.toArray().flat()
        assert.deepEqual(reshape(column, 1, last.length).toArray(), [last])
        const inner = slice(A, {
          rowStart: A.rows > 1 ? 1 : 0,
          columnEnd: Math.max(1, A.columns - 1),
        })
        assert.deepEqual(reshape(inner, inner.size, 1).toArray().flat(), inner.toArray().flat())
      }),
    )
  })

  it('does the same where no value can be seen, and leaves nothing behind', async () => {
    const cases: [rows: number, columns: number, height: number, width: number][] = [
      [2, 6, 3, 4],
      [12, 1, 3, 4],
      [1, 12, 4, 3],
      [3, 4, 12, 1],
      [3, 4, 1, 12],
      [0, 3, 5, 0],
    ]
    for (const [rows, columns, height, width] of cases) {
      const values = Array.from({ length: rows * columns }, (_, i) => i)
      const engine = opaqueEngine()
      const found = reshape(engine.upload(values, { rows, columns }), height, width)
      assert.equal(engine.stats().liveMatrices, 2)
      const expected = hostEngine().upload(values, { rows: height, columns: width })
      assertSame(await download(found), expected)
    }
  })

  it('looks at the same memory where it can, which lives as long as its views', () => {
    const engine = hostEngine({ poison: true })
    const a = matrix([[1, 2, 3, 4]], engine)
    const bytes = engine.stats().liveBytes
    const square = reshape(a, 2, 2)
    assert.equal(engine.stats().liveBytes, bytes)
    free(a)
    assert.deepEqual(square.toArray(), [
      [1, 2],
      [3, 4],
    ])
    const turned = reshape(transpose(square), 1, 4)
    assert.ok(engine.stats().liveBytes > bytes)
    assert.deepEqual(turned.toArray(), [[1, 3, 2, 4]])
  })

  it('refuses another number of elements', () => {
    assert.throws(() => reshape([[1, 2]], 3, 1), {
      name: 'ShapeError',
      message: /1×2, of 2 numbers; 3×1/,
    })
    assert.throws(() => reshape([[1, 2]], -1, -2), { name: 'ShapeError' })
    assert.throws(() => reshape(zeros(0, 2), 0, 0.5), { name: 'ShapeError' })
  })
})
