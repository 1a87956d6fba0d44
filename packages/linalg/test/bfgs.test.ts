import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { bfgsStatuses, bfgsUpdate } from '../src/bfgs.ts'
import { leastCurvature } from '../src/pair-status.ts'
import type { Dtype } from '../src/dtype.ts'
import { EngineError, ShapeError } from '../src/errors.ts'
import type { DenseMatrix } from '../src/dense-matrix.ts'
import { defaultHost, hostEngine } from '../src/host.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { assertSymmetric } from '../src/laws/assert-symmetric.ts'
import { combination, curvatureCaseArbitrary } from '../src/laws/curvature-arbitraries.ts'
import { denseFrom, rounded } from '../src/laws/dense.ts'
import { magnitudeOf, unitsOf } from '../src/laws/quasi-newton-context.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { product } from '../src/laws/oracle.ts'
import { bfgsOracle } from '../src/laws/update-oracle.ts'
import { read } from '../src/read.ts'
import { free } from '../src/scope.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'

const H = [
  [2, 1],
  [1, 3],
]

/** Same numbers, signs of zero and NaN included. */
const assertSameBits = (a: DenseMatrix, b: DenseMatrix): void =>
  assert.deepStrictEqual(a.toArray(), b.toArray())

describe('bfgsUpdate', () => {
  it('is the update worked out by hand', () => {
    // σ = 5, q = (7, 6), yᵀq = 27, (1 + 27/5)/5 = 1.28
    const { H: next, status, code } = bfgsUpdate(H, [1, 2], [3, 1])
    const expected = [
      [0.48, -0.44],
      [-0.44, 3.32],
    ]
    assertClose(next, expected, 1e-15)
    assert.equal(status, 'updated')
    assert.equal(code.get(0, 0), 0)
  })

  it('for n = 1 is s / y', () => {
    assertClose(bfgsUpdate([[7]], [3], [4]).H, [[0.75]], 1e-15)
    assertClose(bfgsUpdate([[7]], [-3], [-4]).H, [[0.75]], 1e-15)
  })

  it('does not change when s and y are scaled together', () => {
    fc.assert(
      fc.property(curvatureCaseArbitrary(), fc.integer({ min: -30, max: 30 }), (given, power) => {
        const [s, y] = [given.s, given.y].map((a) => combination(2 ** power, a, 0, a))
        assertSameBits(bfgsUpdate(given.H, s, y).H, bfgsUpdate(given.H, given.s, given.y).H)
      }),
    )
  })

  it('takes all forms of matrices and vectors', () => {
    const expected = bfgsUpdate(H, [1, 2], [3, 1], { skipReference: [0.1, 0.2] }).H
    matrixForms(H).forEach((h, k) => {
      const [s, y, v] = [
        [1, 2],
        [3, 1],
        [0.1, 0.2],
      ].map((x) => vectorForms(x)[k])
      const { H: next, status } = bfgsUpdate(h, s, y, { skipReference: v })
      assertSameBits(next, expected)
      assert.equal(status, 'updated')
    })
    const single = defaultHost('float32')
    const { H: next } = bfgsUpdate(matrix(H, single), Float32Array.of(1, 2), [3, 1])
    assert.equal(next.dtype, 'float32')
    assertClose(next, expected, 1e-6)
  })

  const skipped = [
    ['nonpositive-curvature', [1, 2], [2, -1], undefined],
    ['nonpositive-curvature', [1, 2], [-1, 0], [1, 1]],
    ['nonpositive-curvature', [0, 0], [3, 1], undefined],
    ['nonpositive-curvature', [1, 2], [0, 0], undefined],
    ['nonpositive-curvature', [0, 0], [0, 0], [0, 0]],
    ['small-curvature', [1, 0], [1e-4, 0], [0, -1]],
    ['small-curvature', [2, 0], [1, 1], [3e4, 4e4]],
    ['non-finite', [Number.NaN, 2], [3, 1], undefined],
    ['non-finite', [1, 2], [3, Number.POSITIVE_INFINITY], undefined],
    ['non-finite', [0, Number.NEGATIVE_INFINITY], [1, 0], undefined],
    ['non-finite', [Number.POSITIVE_INFINITY, 2], [Number.NaN, 1], undefined],
    ['non-finite', [1, 2], [3, 1], [Number.NaN, 0]],
    ['non-finite', [1, 2], [3, 1], [0, Number.POSITIVE_INFINITY]],
    ['overflow', [1e200, 0], [1e200, 0], undefined],
    ['overflow', [1e200, 0], [-1e200, 0], undefined],
    ['overflow', [1e200, 1e200], [1e200, -1e200], undefined],
    ['overflow', [1e160, 0], [1e-160, 0], undefined],
    ['overflow', [1, 2], [3, 1], [1e200, 0]],
    ['overflow', [1e-100, 0], [1e180, 0], undefined],
    ['overflow', [1e100, 0], [1e-250, 1e-250], undefined],
    ['small-curvature', [1e-150, 0], [1e-150, 0], undefined],
  ] as const
  for (const [status, s, y, v] of skipped) {
    const given = `s = (${s.join()}), y = (${y.join()}), v = (${v?.join() ?? 'none'})`
    it(`leaves H unchanged as '${status}' for ${given}`, () => {
      const start = matrix([
        [1, -0],
        [-0, 2],
      ])
      const found = bfgsUpdate(start, s, y, v === undefined ? {} : { skipReference: v })
      assert.equal(found.status, status)
      assert.equal(found.code.get(0, 0), bfgsStatuses.indexOf(status))
      assertSameBits(found.H, start)
    })
  }

  it('updates just above the relative rule, skips on it', () => {
    const at = (y: number): string => bfgsUpdate([[1]], [1], [y], { skipReference: [1] }).status
    assert.equal(at(1e-4), 'small-curvature')
    assert.equal(at(1.000001e-4), 'updated')
    assert.equal(bfgsUpdate([[1]], [1], [1e-4]).status, 'updated')
    assert.equal(bfgsUpdate([[1]], [1], [1e-4], { skipReference: [0] }).status, 'updated')
    // ‖v‖ = 100, so that the bound is 0.01 s².
    const norm = (y: number): string =>
      bfgsUpdate(
        [
          [1, 0],
          [0, 1],
        ],
        [1, 0],
        [y, 0],
        { skipReference: [60, 80] },
      ).status
    assert.deepEqual([norm(0.0099), norm(0.0101)], ['small-curvature', 'updated'])
  })

  for (const dtype of ['float32', 'float64'] as const) {
    it(`says in ${dtype} from which curvature on products may have underflowed`, () => {
      assert.equal(leastCurvature[dtype], dtype === 'float32' ? 2 ** -103 : 2 ** -970)
      const engine = hostEngine({ dtype })
      const h = matrix([[1]], engine)
      const root = Math.sqrt(leastCurvature[dtype])
      assert.equal(bfgsUpdate(h, [1.01 * root], [1.01 * root]).status, 'updated')
      assert.equal(bfgsUpdate(h, [0.99 * root], [0.99 * root]).status, 'small-curvature')
      const below = root * leastCurvature[dtype] ** 0.25
      assert.equal(bfgsUpdate(h, [below], [below]).status === 'updated', false)
    })
  }

  const scales: Record<Dtype, number[]> = {
    float32: [1e-18, 1e-9, 1, 1e9, 1e18],
    float64: [1e-150, 1e-75, 1, 1e75, 1e150],
  }
  for (const dtype of ['float32', 'float64'] as const) {
    it(`in ${dtype} with vectors of any scale is as exact as ever or leaves H unchanged`, () => {
      const engine = hostEngine({ dtype })
      const scale = fc.constantFrom(...scales[dtype])
      fc.assert(
        fc.property(curvatureCaseArbitrary(), scale, scale, (given, sScale, yScale) => {
          const h = rounded(given.H, dtype)
          const s = rounded(combination(sScale, given.s, 0, given.s), dtype)
          const y = rounded(combination(yScale, given.y, 0, given.y), dtype)
          const { H: next, status } = bfgsUpdate(matrix(h, engine), s, y)
          assert.notEqual(status, 'non-finite')
          assertSymmetric(next)
          if (status !== 'updated') {
            assertClose(next, h, 0)
            return
          }
          assert.ok(next.toArray().flat().every(Number.isFinite))
          const expected = bfgsOracle(h, s, y)
          const units = unitsOf(dtype, s.rows, 1)
          // By the norm: products of two small elements of a small s underflow.
          const secant = Math.max(...product(expected.magnitude, magnitudeOf(y)).value.values)
          const largest = Math.max(secant, ...magnitudeOf(s).values)
          assertClose(product(denseFrom(next), y).value, s, units * largest)
        }),
      )
    })
  }

  it('refuses shapes that do not fit, with what was given', () => {
    const refused = (run: () => unknown, message: RegExp): void =>
      assert.throws(run, (error) => error instanceof ShapeError && message.test(error.message))
    refused(
      () => bfgsUpdate([[1, 2]], [1], [1]),
      /^bfgsUpdate: H is 1×2; expected a square matrix$/,
    )
    refused(() => bfgsUpdate(H, [1, 2, 3], [1, 2]), /^bfgsUpdate: s is 3×1; expected 2×1$/)
    refused(() => bfgsUpdate(H, [1, 2], [[1, 2]]), /y is 1×2; expected 2×1/)
    refused(() => bfgsUpdate(H, H, [1, 2]), /s is 2×2; expected 2×1/)
    refused(
      () => bfgsUpdate(H, [1, 2], [1, 2], { skipReference: [1] }),
      /skipReference is 1×1; expected 2×1/,
    )
  })

  it('keeps nothing but what it returns', () => {
    const engine = hostEngine({ poison: true })
    const [h, s, y] = [H, [1, 2], [3, 1]].map((a) => matrix(a, engine))
    const before = engine.stats()
    for (const step of [y, s, matrix([-3, -1], engine)]) {
      const { H: next, code, status } = bfgsUpdate(h, s, step)
      assert.equal(status, bfgsStatuses[code.get(0, 0)])
      assert.ok(next.toArray().flat().every(Number.isFinite))
      free([next, code])
      if (step !== y && step !== s) free(step)
    }
    assert.deepEqual(engine.stats(), before)
  })

  it('on an engine that must wait shows the status by its code alone', async () => {
    const h = matrix(H, opaqueEngine())
    const found = bfgsUpdate(h, [1, 2], [-3, 1])
    assert.throws(
      () => found.status,
      (error) => error instanceof EngineError && /`await read\(…\)`/.test(error.message),
    )
    assert.equal(bfgsStatuses[(await read(found.code))[0]], 'nonpositive-curvature')
    assert.deepEqual([...(await read(found.H))], H.flat())
  })
})
