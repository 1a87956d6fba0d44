import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { hostEngine } from '../src/host.ts'
import { inverseRoot } from '../src/inverse-root.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { denseFrom, download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { spdArbitrary, spdFromEigenvalues } from '../src/laws/spd-arbitrary.ts'
import { newtonInverseRoot } from '../src/newton-inverse-root.ts'
import { assertInverseRoot } from './support/assert-inverse-root.ts'

describe('newtonInverseRoot', () => {
  it('is X^p A = I to κ ε, symmetric to the last bit, up to condition 1e12', () => {
    const cases = spdArbitrary({ maximumSize: 5, maximumCondition: 1e12 })
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 8 }), ({ matrix: rows, condition }, p) => {
        const { root, error } = newtonInverseRoot(rows, p)
        assertInverseRoot(root, rows, p, condition)
        assert.ok(error.get(0, 0) < 1e-13, `error ${error.get(0, 0)}`)
      }),
    )
  })

  it('is what the eigenvalues give', () => {
    const a = spdFromEigenvalues([0.1, 0.5, 1, 3, 20], 4)
    for (const p of [1, 2, 4]) {
      assertClose(newtonInverseRoot(a, p).root, inverseRoot(a, p), 1e-12, `p = ${p}`)
    }
  })

  it('takes tiny and huge elements', () => {
    for (const scale of [1e-200, 1e200]) {
      const a = [
        [2 * scale, 0],
        [0, scale],
      ]
      const { root } = newtonInverseRoot(a, 2)
      const size = Math.sqrt(1 / scale)
      assertClose(root, inverseRoot(a, 2), 1e-14 * size)
    }
  })

  it('works in float32 to its rounding', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const a = spdFromEigenvalues([0.5, 1, 4, 40], 4)
    const { root, error } = newtonInverseRoot(matrix(a, engine), 4)
    assertInverseRoot(root, a, 4, 80, 2 ** -24)
    assert.ok(error.get(0, 0) < 1e-5)
    assert.equal(engine.stats().liveMatrices, 3)
  })

  it('comes to the same where no value can be seen, and leaves nothing behind', async () => {
    const a = spdFromEigenvalues([0.5, 1, 4, 40], 4)
    for (const options of [{ maxIterations: 30 }, { maxIterations: 30, tolerance: 0.05 }]) {
      const engine = opaqueEngine()
      const given = matrix(a, engine)
      const { root, error } = newtonInverseRoot(given, 3, options)
      assert.equal(engine.stats().liveMatrices, 3)
      const expected = newtonInverseRoot(a, 3, options)
      assertSame(await download(root), expected.root)
      assertSame(await download(error), expected.error)
    }
  })

  it('tells by its error that it did not converge', () => {
    const bad: number[][][] = [
      [
        [1, 0],
        [0, -1],
      ],
      [
        [1, 0],
        [0, 0],
      ],
      [
        [1, Number.NaN],
        [Number.NaN, 1],
      ],
      [[0]],
    ]
    for (const a of bad) {
      const { error } = newtonInverseRoot(a, 2)
      assert.ok(!(error.get(0, 0) < 0.5), `${JSON.stringify(a)}: error ${error.get(0, 0)}`)
    }
    const unfinished = newtonInverseRoot(spdFromEigenvalues([1e-8, 1], 1), 2, { maxIterations: 3 })
    assert.ok(unfinished.error.get(0, 0) > 0.5)
  })

  it('stops when it has what is asked for', () => {
    const engine = hostEngine()
    const gemm = engine.gemm.bind(engine)
    let products = 0
    engine.gemm = (a, b, options) => {
      products++
      return gemm(a, b, options)
    }
    const a = matrix(spdFromEigenvalues([0.5, 1], 1), engine)
    const counts = [1e-1, 1e-6, 1e-300].map((tolerance) => {
      products = 0
      newtonInverseRoot(a, 2, { tolerance })
      return products
    })
    assert.ok(counts[0] < counts[1] && counts[1] < counts[2] && counts[2] < 3 * 15, counts.join())
  })

  it('takes the matrix without elements, and no iteration', () => {
    assert.deepEqual(newtonInverseRoot(zeros(0, 0), 2).root.shape, [0, 0])
    const { root } = newtonInverseRoot([[4]], 2, { maxIterations: 0 })
    assert.ok(denseFrom(root).get(0, 0) > 0)
  })

  it('refuses what is no root or no count', () => {
    assert.throws(() => newtonInverseRoot([[1]], 0), { name: 'RangeError', message: /p is 0/ })
    assert.throws(() => newtonInverseRoot([[1, 2]], 2), { name: 'ShapeError' })
    assert.throws(() => newtonInverseRoot([[1]], 2, { maxIterations: -1 }), {
      name: 'RangeError',
      message: /maxIterations is -1/,
    })
  })
})
