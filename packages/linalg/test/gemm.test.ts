import assert from 'node:assert/strict'
import { Matrix as MlMatrix } from 'ml-matrix'
import ndarray from 'ndarray'
import { matrix } from '../src/as-matrix.ts'
import { gemm } from '../src/gemm.ts'
import { hostEngine } from '../src/host.ts'

describe('gemm', () => {
  const a = [
    [1, 2],
    [3, 4],
  ]

  it('takes matrices of every make, mixed', () => {
    const expected = [
      [7, 10],
      [15, 22],
    ]
    const flat = ndarray(Float64Array.of(1, 2, 3, 4), [2, 2])
    for (const left of [a, flat, new MlMatrix(a), matrix(a)]) {
      for (const right of [a, flat, new MlMatrix(a), matrix(a)]) {
        assert.deepEqual(gemm(left, right).toArray(), expected)
      }
    }
  })

  it('takes flat numbers as columns', () => {
    assert.equal(gemm([1, 2, 3], Float32Array.of(4, 5, 6), { transposeA: true }).get(0, 0), 32)
  })

  it('adds C when given, β times', () => {
    assert.deepEqual(
      gemm(a, a, {
        c: [
          [1, 1],
          [1, 1],
        ],
      }).toArray(),
      [
        [8, 11],
        [16, 23],
      ],
    )
    assert.deepEqual(gemm(a, a, { alpha: 0, beta: 2, c: a }).toArray(), [
      [2, 4],
      [6, 8],
    ])
  })

  it('hands no C to the engine with β = 0, which then cannot read it', () => {
    const engine = hostEngine()
    const original = engine.gemm.bind(engine)
    engine.gemm = (left, right, options) => {
      assert.equal(options.c, undefined)
      return original(left, right, options)
    }
    const m = matrix(a, engine)
    assert.deepEqual(
      gemm(m, m, {
        beta: 0,
        c: [
          [NaN, 0],
          [0, 0],
        ],
      }).toArray(),
      [
        [7, 10],
        [15, 22],
      ],
    )
  })

  it('stays on the engine of its operands', () => {
    const engine = hostEngine({ dtype: 'float32' })
    assert.equal(gemm(a, matrix(a, engine)).engine, engine)
  })

  it('names the shapes that do not fit', () => {
    assert.throws(() => gemm([[1, 2]], [[1, 2]]), {
      name: 'ShapeError',
      message: /op\(A\) is 1×2 and op\(B\) is 1×2/,
    })
    assert.throws(() => gemm([[1, 2]], [[1, 2]], { transposeB: true, c: a }), {
      name: 'ShapeError',
      message: /C is 2×2 but the product is 1×1/,
    })
  })
})
