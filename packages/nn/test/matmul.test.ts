import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import fc from 'fast-check'
import { matmul } from '@kq/nn/matmul'
import { mul } from '@kq/nn/mul'
import { sum } from '@kq/nn/sum'
import { createTape } from '@kq/nn/tape'
import { matrixOf, type Rows, size } from './arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, toArray } from './laws/gradients.ts'

const operands = fc
  .tuple(size, size, size, fc.boolean(), fc.boolean())
  .chain(([m, k, n, transposeA, transposeB]) =>
    fc.record({
      a: transposeA ? matrixOf(k, m) : matrixOf(m, k),
      b: transposeB ? matrixOf(n, k) : matrixOf(k, n),
      options: fc.constant({ transposeA, transposeB }),
    }),
  )

const product = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, c) => row.reduce((total, x, k) => total + x * b[k][c], 0)))

const flip = (a: Rows): Rows => a[0].map((_, c) => a.map((row) => row[c]))

describe('matmul', () => {
  it('is the product by definition', () => {
    fc.assert(
      fc.property(operands, ({ a, b, options }) => {
        const tape = createTape()
        const result = toArray(matmul(tape.variable(a), tape.variable(b), options).value)
        const expected = product(options.transposeA ? flip(a) : a, options.transposeB ? flip(b) : b)
        result.flat().forEach((x, i) => {
          assert.ok(Math.abs(x - expected.flat()[i]) <= 1e-13 * (1 + Math.abs(x)))
        })
      }),
    )
  })

  it('has the gradients of central differences, transposed or not', () => {
    fc.assert(
      fc.property(operands, ({ a, b, options }) => {
        assertGradient((x, y) => matmul(x, y, options), [a, b])
        assertGradient((x) => matmul(x, b, options), [a])
        assertGradient((y) => matmul(a, y, options), [b])
      }),
    )
  })

  it('is the summed elementwise product where the result is 1×1', () => {
    fc.assert(
      fc.property(
        size.chain((k) => fc.tuple(matrixOf(1, k), matrixOf(1, k))),
        ([a, b]) =>
          assertSameFunction(
            (x, y) => matmul(x, y, { transposeB: true }),
            (x, y) => sum(mul(x, y)),
            [a, b],
          ),
      ),
    )
  })

  it('differentiates a product of a variable with itself', () => {
    fc.assert(
      fc.property(
        size.chain((n) => matrixOf(n, n)),
        (x) => assertGradient((v) => matmul(v, v), [x]),
      ),
    )
  })

  it('refuses shapes that do not fit, and two constants', () => {
    const a = createTape().variable([[1, 2, 3]])
    assert.throws(
      () => matmul(a, [[1, 2]]),
      (error) => error instanceof ShapeError && /1×3 and B 1×2/.test(error.message),
    )
    assert.throws(() => matmul([[1]], [[2]]), /must be a variable/)
  })
})
