import assert from 'node:assert/strict'
import fc from 'fast-check'
import { zeros } from '../src/constant.ts'
import { determinant, logDeterminant } from '../src/determinant.ts'
import { gemm } from '../src/gemm.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { dense } from '../src/laws/dense.ts'
import { refusals } from './support/refusals.ts'

/** By Laplace's expansion, exact for small whole numbers. */
const expansion = (a: readonly (readonly number[])[]): number =>
  a.length === 0
    ? 1
    : a[0].reduce((sum, x, j) => {
        const minor = a.slice(1).map((row) => row.filter((_, k) => k !== j))
        return sum + (j % 2 === 0 ? x : -x) * expansion(minor)
      }, 0)

const of = (n: number) => matrixArbitrary({ rows: n, columns: n, elements: 'integer' })
const wholes = fc.integer({ min: 1, max: 5 }).chain(of)
const pairs = fc.integer({ min: 1, max: 4 }).chain((n) => fc.tuple(of(n), of(n)))

describe('determinant', () => {
  it('is what expansion by minors gives', () => {
    fc.assert(
      fc.property(wholes, (a) => {
        const exact = expansion(a)
        assert.ok(Math.abs(determinant(a) - exact) <= 1e-12 * 8 ** a.length * 120)
      }),
    )
  })

  it('of a product is the product', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const whole = determinant(gemm(a, b))
        assert.ok(Math.abs(whole - determinant(a) * determinant(b)) <= 1e-11 * 64 ** a.length * 24)
      }),
    )
  })

  it('neither overflows nor vanishes on the way to what does not', () => {
    const d = [1e200, 1e200, 1e-200, 1e-200, 3]
    const a = dense(5, 5, (i, j) => (i === j ? d[i] : 0))
    assert.ok(Math.abs(determinant(a) - 3) < 1e-14)
    assert.equal(
      determinant([
        [1e200, 0],
        [0, 1e200],
      ]),
      Infinity,
    )
    assert.equal(
      determinant([
        [1e-200, 0],
        [0, -1e-200],
      ]),
      0,
    )
  })

  it('is 1 for nothing, and 0 for a singular matrix', () => {
    assert.equal(determinant(zeros(0, 0)), 1)
    assert.equal(
      determinant([
        [1, 2],
        [2, 4],
      ]),
      0,
    )
  })

  refusals(it, 'lu', (a) => determinant(a))

  it('refuses what is not square', () => {
    assert.throws(() => determinant([[1, 2]]), {
      name: 'ShapeError',
      message: /determinant: A is 1×2/,
    })
  })
})

describe('logDeterminant', () => {
  it('is the sign and the logarithm of the determinant', () => {
    fc.assert(
      fc.property(wholes, (a) => {
        const value = determinant(a)
        const { sign, logAbs } = logDeterminant(a)
        assert.equal(sign, Math.sign(value))
        if (value === 0) assert.equal(logAbs, -Infinity)
        else
          assert.ok(Math.abs(logAbs - Math.log(Math.abs(value))) < 1e-13 * (1 + Math.abs(logAbs)))
      }),
    )
  })

  it('is there where the determinant overflows', () => {
    const { sign, logAbs } = logDeterminant([
      [0, 1e200],
      [1e200, 0],
    ])
    assert.equal(sign, -1)
    assert.ok(Math.abs(logAbs - 400 * Math.log(10)) < 1e-11)
    assert.deepEqual(logDeterminant(zeros(0, 0)), { sign: 1, logAbs: 0 })
  })

  refusals(it, 'lu', (a) => logDeterminant(a))
})
