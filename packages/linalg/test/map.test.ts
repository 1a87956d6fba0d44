import assert from 'node:assert/strict'
import { hostMatrix, matrix } from '../src/as-matrix.ts'
import { add, columnIndex, expression, mul, rowIndex } from '../src/expression.ts'
import { defaultHost, hostEngine } from '../src/host.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { generate, map, mapHomogeneous, reduce } from '../src/map.ts'
import { read } from '../src/read.ts'

const sum = expression((x, y) => add(x, y))
const place = expression((x) => add(x, add(mul(10, rowIndex), columnIndex)))

describe('map', () => {
  it('broadcasts rows, columns, scalars and numbers', () => {
    assert.deepEqual(map(sum, [[1, 2]], [10, 20]).toArray(), [
      [11, 12],
      [21, 22],
    ])
    assert.deepEqual(map(sum, [[1]], 5).toArray(), [[6]])
  })

  it('names shapes that do not broadcast', () => {
    assert.throws(() => map(sum, [[1, 2]], [[1, 2, 3]]), {
      name: 'ShapeError',
      message: /1×2, 1×3 do not broadcast/,
    })
    assert.throws(() => map(sum, [1, 2], [1, 2, 3]), { name: 'ShapeError', message: /2×1, 3×1/ })
  })

  it('wants as many operands as the expression has, and at most seven matrices', () => {
    assert.throws(() => map(sum, [[1]]), {
      name: 'TypeError',
      message: /takes 2 operands, but 1 were given/,
    })
    const eight = expression((a, _b, _c, _d, _e, _f, _g, _h) => a)
    const m = [[1]]
    assert.throws(() => map(eight, m, m, m, m, m, m, m, m), {
      name: 'TypeError',
      message: /at most 7 .* 8 are: split/,
    })
    assert.equal(map(eight, m, m, m, m, m, m, m, 8).get(0, 0), 1)
  })
})

describe('mapHomogeneous', () => {
  it('appends a column of ones', () => {
    assert.deepEqual(
      mapHomogeneous(
        sum,
        [
          [1, 2],
          [3, 4],
        ],
        1,
      ).toArray(),
      [
        [2, 3, 1],
        [4, 5, 1],
      ],
    )
  })
})

describe('generate', () => {
  it('makes any shape from none, or one row or column', () => {
    const shape = { rows: 2, columns: 3 }
    assert.deepEqual([...generateHost(shape, 1)], [1, 2, 3, 11, 12, 13])
    assert.deepEqual([...generateHost(shape, [[1, 2, 3]])], [1, 3, 5, 11, 13, 15])
    assert.deepEqual([...generateHost(shape, [1, 2])], [1, 2, 3, 12, 13, 14])
  })

  it('names an operand that does not fit', () => {
    assert.throws(() => generateHost({ rows: 2, columns: 3 }, [[1, 2]]), {
      name: 'ShapeError',
      message: /1×2, the result 2×3/,
    })
  })
})

const generateHost = (
  shape: { rows: number; columns: number },
  operand: number | number[] | number[][],
) =>
  hostMatrix(generate(defaultHost(), shape, place, operand), 'generate')
    .toArray()
    .flat()

describe('reduce', () => {
  it('folds rows, columns or all', () => {
    const a = [
      [1, 2],
      [3, 4],
    ]
    assert.deepEqual(reduce('sum', 'rows', sum, a, 0).toArray(), [[4, 6]])
    assert.deepEqual(reduce('max', 'columns', sum, a, 0).toArray(), [[2], [4]])
    assert.deepEqual(reduce('mean', 'all', sum, a, 0).toArray(), [[2.5]])
  })

  it('accumulates float32 in float64', () => {
    const many = matrix(new Float32Array(1e6).fill(0.1), hostEngine({ dtype: 'float32' }))
    assert.equal(reduce('sum', 'all', sum, many, 0).get(0, 0), Math.fround(1e6 * Math.fround(0.1)))
  })

  it('works where no value can be seen', async () => {
    const found = reduce('sum', 'all', sum, matrix([[1, 2]], opaqueEngine()), 1)
    assert.deepEqual([...(await read(found))], [5])
  })
})
