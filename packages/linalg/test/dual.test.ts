import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { cholesky } from '../src/cholesky.ts'
import { concat } from '../src/concat.ts'
import { zeros } from '../src/constant.ts'
import { dualEngine } from '../src/dual.ts'
import type { Engine } from '../src/engine.ts'
import { EngineError, ShapeError } from '../src/errors.ts'
import {
  add,
  columnIndex,
  exp,
  expression,
  maximumMatrixOperands,
  mul,
  rowIndex,
  sub,
  tanh,
} from '../src/expression.ts'
import { gemm } from '../src/gemm.ts'
import { gram } from '../src/gram.ts'
import { hostEngine, type HostEngine, type HostMatrix } from '../src/host.ts'
import { assertClose, assertSame, assertSymmetric, engineLaws, opaqueEngine } from '../src/laws.ts'
import { generate, map, mapHomogeneous, reduce } from '../src/map.ts'
import type { Matrix } from '../src/matrix.ts'
import { createRandom } from '../src/random.ts'
import { rankTwoUpdate } from '../src/rank-two-update.ts'
import { read } from '../src/read.ts'
import { free, scope } from '../src/scope.ts'
import { select } from '../src/select.ts'
import { slice } from '../src/slice.ts'
import { spdInverse } from '../src/spd-inverse.ts'
import { transpose } from '../src/transpose.ts'
import { triangularSolve } from '../src/triangular-solve.ts'

type Shape = readonly [rows: number, columns: number]
type Operation = (...operands: Matrix[]) => Matrix

const random = createRandom(5)
const numbers = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal())

/** Refuses what would not fit the bindings of a GPU, as an engine there does. */
function narrowEngine(): HostEngine {
  const engine = hostEngine({ poison: true })
  const checked = (operands: readonly unknown[]): void => {
    const matrices = operands.filter((operand) => typeof operand !== 'number').length
    assert.ok(matrices <= maximumMatrixOperands, `${matrices} matrices in one expression`)
  }
  const { map: plainMap, reduce: plainReduce } = engine
  engine.map = (...args) => {
    checked(args[1])
    return plainMap.apply(engine, args)
  }
  engine.reduce = (...args) => {
    checked(args[3])
    return plainReduce.apply(engine, args)
  }
  return engine
}

const lookUp = (a: Matrix): number[][] => (a as HostMatrix).toArray()

/**
 * On a dual engine the operation gives what it gives on the engine below, and its tangent is the
 * central difference along the operands' tangents, where some or all of them have one.
 */
function assertTangent(
  operation: Operation,
  shapes: readonly Shape[],
  prepare: (values: Float64Array, shape: Shape, place: number) => Float64Array = (values) => values,
): void {
  const base = narrowEngine()
  const engine = dualEngine(base)
  for (let mask = 0; mask < 2 ** shapes.length; mask++) {
    const x = shapes.map(([r, c], k) => prepare(numbers(r * c), [r, c], k))
    const dx = shapes.map(([r, c]) => numbers(r * c))
    const isActive = (k: number): boolean => (mask >> k) % 2 === 1
    const at = (t: number): number[][] =>
      scope(() =>
        lookUp(
          operation(
            ...shapes.map(([rows, columns], k) =>
              matrix(
                {
                  data: x[k].map((value, i) => value + (isActive(k) ? t * dx[k][i] : 0)),
                  shape: [rows, columns],
                  stride: [columns, 1],
                  offset: 0,
                },
                base,
              ),
            ),
          ),
        ),
      )
    const h = 1e-5
    const [left, middle, right] = [at(-h), at(0), at(h)]
    scope(() => {
      const operands = shapes.map(([rows, columns], k) => {
        const primal = base.upload(x[k], { rows, columns })
        const tangent = base.upload(dx[k], { rows, columns })
        const joined = isActive(k) ? engine.join(primal, tangent) : engine.adopt(primal)
        free([primal, tangent])
        return joined
      })
      const result = operation(...operands)
      assert.equal(result.engine, engine)
      const primal = lookUp(engine.primal(result))
      const tangent = lookUp(engine.tangent(result))
      if (middle.length > 0 && middle[0].length > 0) {
        assertSame(primal, middle, 'the primal')
        const expected = right.map((row, r) =>
          row.map((value, c) => (value - left[r][c]) / (2 * h)),
        )
        const size = Math.max(1, ...middle.flat().map(Math.abs), ...expected.flat().map(Math.abs))
        assertClose(tangent, expected, 1e-7 * size, `the tangent with mask ${mask}`)
      }
      free(operands)
    })
    assert.equal(engine.stats().liveMatrices, 0)
    assert.equal(engine.stats().liveBytes, 0)
    assert.equal(base.stats().liveMatrices, 0, 'matrices of the engine below were left behind')
  }
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))

/** Symmetric positive definite, from any square. */
const definite = (values: Float64Array, [n]: Shape): Float64Array =>
  Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    let sum = i === j ? n : 0
    for (let k = 0; k < n; k++) sum += values[i * n + k] * values[j * n + k]
    return sum
  })

const smooth = expression((x, y) => add(mul(x, tanh(y)), exp(mul(0.3, x))))
const placed = expression((x) => mul(add(x, rowIndex), sub(x, columnIndex)))

describe('dualEngine', () => {
  describe('with random tangents everywhere', () => {
    const base = hostEngine({ poison: true })

    engineLaws(
      () => {
        const engine = dualEngine(base)
        engine.upload = (values, shape) => {
          const primal = base.upload(values, shape)
          const tangent = base.upload(numbers(shape.rows * shape.columns), shape)
          const joined = engine.join(primal, tangent)
          free([primal, tangent])
          return joined
        }
        return engine
      },
      { describe, it },
    )
  })

  describe('gives the tangents of central differences of', () => {
    it('gemm, in every way', () => {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const [a, b]: Shape[] = [transposeA ? [3, 2] : [2, 3], transposeB ? [4, 3] : [3, 4]]
          const options = { transposeA, transposeB, alpha: -0.5 }
          assertTangent((A, B) => gemm(A, B, options), [a, b])
          assertTangent((A, B, C) => gemm(A, B, { ...options, beta: 2, c: C }), [a, b, [2, 4]])
        }
      }
      assertTangent((A) => gemm(A, A), [[3, 3]])
    })

    it('map, with operands of every kind', () => {
      fc.assert(
        fc.property(sizes, fc.nat(3), ([rows, columns], how) => {
          const other: Shape = [how % 2 ? 1 : rows, how > 1 ? 1 : columns]
          assertTangent((x, y) => map(smooth, x, y), [[rows, columns], other])
          assertTangent((x, y) => map(smooth, y, x), [[rows, columns], other])
          assertTangent((x) => map(smooth, x, 0.7), [other])
          assertTangent((x, y) => mapHomogeneous(smooth, x, y), [[rows, columns], other])
          assertTangent((x) => generate(x.engine, { rows, columns }, placed, x), [other])
        }),
        { numRuns: 20 },
      )
    })

    it('reduce, of every kind along every axis', () => {
      for (const kind of ['sum', 'mean', 'max', 'min'] as const) {
        for (const axis of ['rows', 'columns', 'all'] as const) {
          assertTangent(
            (x, y) => reduce(kind, axis, smooth, x, y),
            [
              [3, 4],
              [1, 4],
            ],
          )
        }
      }
    })

    it('slice, transpose, concat and select', () => {
      assertTangent((x) => slice(x, { rowStart: 1, columnEnd: 2 }), [[3, 3]])
      assertTangent((x) => transpose(x), [[2, 3]])
      for (const axis of ['rows', 'columns'] as const) {
        assertTangent(
          (x, y) => concat(axis, x, y, x),
          [
            [2, 2],
            [2, 2],
          ],
        )
      }
      assertTangent(
        (c, x, y) => select(c, x, y),
        [
          [1, 1],
          [2, 3],
          [2, 3],
        ],
      )
    })

    it('gram and rankTwoUpdate', () => {
      assertTangent((x) => gram(x, { alpha: 0.3 }), [[3, 4]])
      assertTangent(
        (x, c) => gram(x, { alpha: 0.3, beta: -2, c: gram(c) }),
        [
          [3, 4],
          [4, 4],
        ],
      )
      assertTangent(
        (H, s, q, a, b) => rankTwoUpdate(H, s, q, a, b),
        [
          [3, 3],
          [3, 1],
          [3, 1],
          [1, 1],
          [1, 1],
        ],
      )
    })

    it('factorizations and solves', () => {
      for (const n of [1, 2, 5]) {
        // Only the lower triangle counts, and differences move it alone.
        assertTangent((A) => cholesky(A), [[n, n]], definite)
        assertTangent((A) => spdInverse(A), [[n, n]], definite)
        for (const lower of [true, false]) {
          for (const transposed of [true, false]) {
            assertTangent(
              (T, B) => triangularSolve(T, B, { lower, transpose: transposed }),
              [
                [n, n],
                [n, 2],
              ],
              (values, shape, k) => (k === 0 ? definite(values, shape) : values),
            )
          }
        }
      }
    })

    it('expressions of more operands than an engine binds', () => {
      const product = expression((a, b, c, d, e, f, g) =>
        mul(mul(mul(a, b), mul(c, d)), mul(mul(e, f), g)),
      )
      const tangled = expression((a, b, c, d, e, f, g) =>
        exp(mul(0.1, add(mul(add(a, b), add(c, d)), mul(add(e, f), g)))),
      )
      const shapes = Array.from({ length: 7 }, (_, k): Shape => [k % 2 ? 1 : 2, k % 3 ? 2 : 1])
      for (const e of [product, tangled]) {
        assertTangent((...operands) => map(e, ...operands), shapes)
        assertTangent((...operands) => reduce('mean', 'rows', e, ...operands), shapes)
      }
    })
  })

  it('keeps symmetric what is symmetric, in the tangent too', () => {
    const base = hostEngine()
    const engine = dualEngine(base)
    const n = 9
    const [x, dx, y] = [numbers(n * n), numbers(n * n), numbers(n * n)].map((values) =>
      base.upload(values, { rows: n, columns: n }),
    )
    const A = engine.join(gram(x, { alpha: 1, c: identityOf(base, n) }), gram(y))
    for (const a of [gram(engine.join(x, dx), { c: A }), spdInverse(A)]) {
      assertSymmetric(lookUp(engine.primal(a)))
      assertSymmetric(lookUp(engine.tangent(a)))
    }
  })

  it('takes the mean of the tangents of equal extremes; of none there is none', async () => {
    const engine = dualEngine(hostEngine())
    const x = engine.join(
      matrix([[3, 3, 1]], engine.base as HostEngine),
      matrix([[10, 20, 40]], engine.base as HostEngine),
    )
    const same = expression((value) => value)
    for (const [kind, expected] of [
      ['max', 15],
      ['min', 40],
    ] as const) {
      const found = engine.tangent(reduce(kind, 'columns', same, x))
      assert.deepEqual([...(await read(found))], [expected])
    }
    const none = slice(x, { columnEnd: 0 })
    const extreme = reduce('max', 'columns', same, none)
    assert.deepEqual([...(await read(extreme))], [-Infinity])
    assert.deepEqual([...(await read(engine.tangent(extreme)))], [0])
  })

  it('finds the extreme in float32, where what is folded is more exact than what is stored', async () => {
    const base = hostEngine({ dtype: 'float32' })
    const engine = dualEngine(base)
    const x = engine.join(matrix([[0.1, 0.7]], base), matrix([[1, 1]], base))
    const square = expression((value) => mul(value, value))
    const found = await read(engine.tangent(reduce('max', 'columns', square, x)))
    assert.ok(Math.abs(found[0] - 1.4) < 1e-6)
  })

  it('neither stores nor computes tangents that are zero throughout', () => {
    const base = hostEngine()
    const engine = dualEngine(base)
    const a = engine.upload([1, 2, 3, 4], { rows: 2, columns: 2 })
    const before = base.stats().liveMatrices
    for (const operation of [
      () => gemm(a, a, { c: a }),
      () => gram(a),
      () => map(smooth, a, a),
      () => reduce('max', 'all', smooth, a, 1),
      () => reduce('sum', 'all', smooth, a, 1),
      () => concat('rows', a, a),
      () => slice(a, {}),
      () => triangularSolve(a, a),
      () => zeros(3, 3, engine),
    ]) {
      const result = scope(operation)
      assert.equal('tangent' in result && result.tangent, undefined)
      assert.equal(base.stats().liveMatrices, before + 1)
      free(result)
    }
  })

  it('takes matrices of the engine below on either side, and no others', async () => {
    const base = hostEngine()
    const engine = dualEngine(base)
    const [x, dx, a] = [matrix([1, 2], base), matrix([3, 5], base), matrix([[1, 10]], base)]
    const dual = engine.join(x, dx)
    assert.deepEqual([...(await read(engine.tangent(gemm(a, dual))))], [53])
    const outer = gemm(dual, a)
    assert.deepEqual([...(await read(engine.tangent(outer)))], [3, 30, 5, 50])
    assert.deepEqual([...(await read(engine.tangent(a)))], [0, 0])
    assert.deepEqual([...(await read(engine.primal(a)))], [1, 10])
    assert.throws(() => gemm(dual, matrix([[1]], hostEngine())), EngineError)
    assert.throws(() => engine.tangent(matrix([1], hostEngine())), EngineError)
  })

  it('has the caller keep what is joined, and gives views that live on', async () => {
    const base = hostEngine({ poison: true })
    const engine = dualEngine(base)
    const before = base.stats().liveMatrices
    const [x, dx] = [matrix([1, 2], base), matrix([3, 5], base)]
    const dual = engine.join(x, dx)
    assert.equal(engine.stats().liveBytes, 32)
    const tangent = engine.tangent(dual)
    free([x, dx, dual])
    assert.equal(engine.stats().liveBytes, 0)
    assert.deepEqual([...(await read(tangent))], [3, 5])
    free(tangent)
    assert.equal(base.stats().liveMatrices, before)
    await assert.rejects(read(dual), EngineError)
    assert.throws(() => engine.primal(dual), /freed/)
  })

  it('leaves nothing of what it computes on the way, outside of scopes too', () => {
    const base = hostEngine()
    const engine = dualEngine(base)
    const [x, dx] = [matrix([[4]], base), matrix([[1]], base)]
    const dual = engine.join(x, dx)
    for (const operation of [
      () => gemm(dual, dual),
      () => gram(dual, { c: dual }),
      () => mapHomogeneous(smooth, dual, dual),
      () => reduce('min', 'all', smooth, dual, dual),
      () => cholesky(dual),
      () => spdInverse(dual),
      () => triangularSolve(dual, dual),
    ]) {
      const before = base.stats().liveMatrices
      const result = operation()
      assert.equal(base.stats().liveMatrices, before + 2, String(operation))
      free(result)
      assert.equal(base.stats().liveMatrices, before)
    }
  })

  it('refuses a tangent of another shape', () => {
    const base = hostEngine()
    assert.throws(
      () => dualEngine(base).join(matrix([1, 2], base), matrix([[1, 2]], base)),
      (error) => error instanceof ShapeError && /2×1 and its tangent 1×2/.test(error.message),
    )
  })

  it('computes on an engine that shows no values, and peeks where the one below does', async () => {
    const run = async (base: Engine): Promise<number[]> => {
      const engine = dualEngine(base)
      const x = engine.join(matrix([0.1, 0.2], base), matrix([1, -1], base))
      const y = reduce('sum', 'all', smooth, gemm(x, x, { transposeB: true }), x)
      return [...(await read(y)), ...(await read(engine.tangent(y)))]
    }
    assert.deepEqual(await run(opaqueEngine()), await run(hostEngine()))
    assert.equal(dualEngine(opaqueEngine()).peek, undefined)
    const host = dualEngine(hostEngine())
    assert.equal(host.peek?.(host.upload([7], { rows: 1, columns: 1 })), 7)
  })

  it('stands on another of its kind, for higher derivatives', async () => {
    const base = hostEngine()
    const first = dualEngine(base)
    const second = dualEngine(first)
    const one = (value: number): Matrix => matrix([value], base)
    const x = second.join(first.join(one(3), one(1)), first.join(one(1), one(0)))
    const cube = expression((value) => mul(value, mul(value, value)))
    const found = first.tangent(second.tangent(map(cube, x)))
    assert.deepEqual([...(await read(found))], [18])
    const scaled = gemm(one(2), map(cube, x))
    assert.deepEqual([...(await read(first.tangent(second.tangent(scaled))))], [36])
  })
})

const identityOf = (engine: HostEngine, n: number): HostMatrix =>
  engine.upload(
    Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? n : 0)),
    { rows: n, columns: n },
  )
