import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Matrix as MlMatrix, MatrixTransposeView } from 'ml-matrix'
import ndarray from 'ndarray'
import { engineOf, hostMatrix, matrices, matrix, peek } from '../src/as-matrix.ts'
import { dualEngine } from '../src/dual.ts'
import { gemm } from '../src/gemm.ts'
import { defaultHost, hostEngine, isHostMatrix } from '../src/host.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { read } from '../src/read.ts'
import { free } from '../src/scope.ts'

describe('matrix', () => {
  it('takes nested arrays and rows of typed arrays', () => {
    assert.deepEqual(
      matrix([
        [1, 2],
        [3, 4],
      ]).toArray(),
      [
        [1, 2],
        [3, 4],
      ],
    )
    assert.deepEqual(matrix([Float32Array.of(1, 2), Float32Array.of(3, 4)]).toArray(), [
      [1, 2],
      [3, 4],
    ])
    assert.deepEqual(matrix([[], []]).shape, [2, 0])
  })

  it('takes flat numbers and typed arrays as columns', () => {
    for (const flat of [[1, 2, 3], Float64Array.of(1, 2, 3), Float32Array.of(1, 2, 3)]) {
      assert.deepEqual(matrix(flat).toArray(), [[1], [2], [3]])
    }
    assert.deepEqual(matrix(new Float64Array(0)).shape, [0, 1])
  })

  it('copies nested, flat and typed arrays', () => {
    const given = Float64Array.of(1, 2)
    const m = matrix(given)
    given[0] = 9
    assert.equal(m.get(0, 0), 1)
  })

  it('names a ragged row', () => {
    assert.throws(() => matrix([[1, 2], [3]]), {
      name: 'ShapeError',
      message: /row 1 is \[3\]; expected 2 numbers/,
    })
  })

  it('names a row that is none', () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [[1, [2]], /row 0 is 1;/],
      [[[1], null], /row 1 is null;/],
      [['a'], /row 0 is "a";/],
    ]
    for (const [value, message] of cases) {
      assert.throws(() => matrix(value as number[]), { name: 'ShapeError', message })
    }
  })

  it('refuses what is no matrix, saying what it got', () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [null, /Null/],
      ['text', /String/],
      [3, /Number/],
      [{}, /Object/],
      [new Map(), /Map/],
      [new Int32Array(2), /Int32Array/],
    ]
    for (const [value, message] of cases) {
      assert.throws(() => matrix(value as number[]), { name: 'TypeError', message })
    }
  })

  it('passes a matrix of its engine through', () => {
    const m = matrix([[1]])
    assert.equal(matrix(m), m)
    assert.equal(matrix(m, defaultHost()), m)
  })

  it('rounds to the dtype of the engine', () => {
    assert.equal(matrix([0.1], hostEngine({ dtype: 'float32' })).get(0, 0), Math.fround(0.1))
  })

  it('refuses a matrix of another engine, naming both', () => {
    const m = matrix([[1]], opaqueEngine())
    assert.throws(() => matrix(m, defaultHost()), {
      name: 'EngineError',
      message: /opaque \(float64\).*host \(float64\)/,
    })
  })

  it('refuses a freed matrix', () => {
    const m = matrix([[1]])
    free(m)
    assert.throws(() => matrix(m), { name: 'EngineError', message: /freed/ })
  })
})

describe('matrix of an ndarray', () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 60, maxLength: 60 })
  /** Slices, steps, reversals and transposes of a 6×10 array. */
  const view = fc.record({
    lo: fc.tuple(fc.nat(5), fc.nat(9)),
    step: fc.tuple(fc.constantFrom(1, 2, -1, -2), fc.constantFrom(1, 3, -1, -3)),
    turned: fc.boolean(),
    kind: fc.constantFrom('Float64Array', 'Float32Array', 'Array', 'Int16Array'),
  })

  it('reads any stride and offset, negative ones too', () => {
    fc.assert(
      fc.property(values, view, (numbers, { lo, step, turned, kind }) => {
        const data = {
          Float64Array: () => Float64Array.from(numbers),
          Float32Array: () => Float32Array.from(numbers),
          Array: () => [...numbers],
          Int16Array: () => Int16Array.from(numbers),
        }[kind]()
        const whole = ndarray(data as Float64Array, [6, 10])
          .lo(...lo)
          .step(...step)
        const seen = turned ? whole.transpose(1, 0) : whole
        const m = matrix(seen)
        assert.deepEqual(m.shape, seen.shape)
        for (let i = 0; i < m.rows; i++) {
          for (let j = 0; j < m.columns; j++) assert.equal(m.get(i, j), seen.get(i, j))
        }
        const ones = Array.from({ length: m.columns }, () => [1])
        const sums = m.columns > 0 ? gemm(m, ones).toArray().flat() : []
        sums.forEach((sum, i) => {
          const exact = m.toArray()[i].reduce((total, x) => total + x, 0)
          const scale = m.toArray()[i].reduce((total, x) => total + Math.abs(x), 0)
          assert.ok(
            sum === exact || Math.abs(sum - exact) <= 1e-14 * scale || !Number.isFinite(scale),
          )
        })
      }),
    )
  })

  it('reads one dimension as a column', () => {
    const every = ndarray(Float64Array.of(1, 2, 3, 4, 5)).step(-2)
    assert.deepEqual(matrix(every).toArray(), [[5], [3], [1]])
  })

  it('looks at memory of the dtype in place, and copies any other', () => {
    const data = Float64Array.of(1, 2)
    const [same, other] = [
      matrix(ndarray(data)),
      matrix(ndarray(data), hostEngine({ dtype: 'float32' })),
    ]
    data[0] = 9
    assert.equal(same.get(0, 0), 9)
    assert.equal(other.get(0, 0), 1)
  })

  it('refuses other than one or two dimensions, with the way out', () => {
    for (const shape of [[], [1, 1, 1]]) {
      assert.throws(() => matrix(ndarray(new Float64Array(1), shape)), {
        name: 'ShapeError',
        message: new RegExp(`${shape.length} axes.*pick`),
      })
    }
  })

  it('reaches engines that are not the host', async () => {
    const reversed = ndarray(Float64Array.of(1, 2, 3, 4), [2, 2]).step(-1, 1)
    assert.deepEqual([...(await read(matrix(reversed, opaqueEngine())))], [3, 4, 1, 2])
  })
})

describe('matrix of an ml-matrix matrix', () => {
  it('reads matrices and views', () => {
    fc.assert(
      fc.property(matrixArbitrary(), (rows) => {
        const given = new MlMatrix(rows)
        assert.deepEqual(matrix(given).toArray(), rows)
        assert.deepEqual(
          matrix(new MatrixTransposeView(given)).toArray(),
          given.transpose().to2DArray(),
        )
      }),
    )
  })
})

describe('matrices', () => {
  it('takes the engine of the first matrix for all', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const [a, b, c] = matrices([[1]], matrix([[2]], engine), [3])
    assert.ok([a, b, c].every((m) => m.engine === engine))
    assert.equal(matrices([[1]])[0].engine, defaultHost())
  })

  it('takes an engine that stands on that of the others, wherever it comes', () => {
    const base = hostEngine()
    const above = dualEngine(base)
    const top = dualEngine(above)
    const [a, b, c] = [base, above, top].map((engine) =>
      engine.upload([1], { rows: 1, columns: 1 }),
    )
    for (const [given, expected] of [
      [[a, b], above],
      [[b, a], above],
      [[a, c, b], top],
      [[1, [[2]], a], base],
    ] as const) {
      assert.equal(engineOf(given), expected)
    }
    assert.ok(matrices(a, c, b, [3]).every(({ engine }) => engine === top))
    const names = /host \(float64\) and dual dual host \(float64\)/
    assert.throws(() => matrices(c, matrix([1], hostEngine())), names)
  })
})

describe('peek', () => {
  it('shows a scalar at once where the engine can', () => {
    assert.equal(peek(matrix([[3]])), 3)
    assert.throws(() => peek(matrix([[1, 2]])), { name: 'ShapeError', message: /1×2/ })
    assert.throws(() => peek(matrix([[3]], opaqueEngine())), {
      name: 'EngineError',
      message: /opaque.*read/,
    })
    const gone = matrix([[3]])
    free(gone)
    assert.throws(() => peek(gone), { name: 'EngineError', message: /freed/ })
  })
})

describe('hostMatrix', () => {
  it('tells which operation an engine lacks', () => {
    const m = matrix([[3]])
    assert.equal(hostMatrix(m, 'cholesky'), m)
    assert.equal(isHostMatrix(m), true)
    assert.throws(() => hostMatrix(matrix([[3]], opaqueEngine()), 'cholesky'), {
      name: 'EngineError',
      message: /cholesky: .*opaque/,
    })
  })
})
