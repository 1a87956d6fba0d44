import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { hostEngine } from '../src/host.ts'
import { kron } from '../src/kron.ts'
import { kronMatvec } from '../src/kron-matvec.ts'
import { kronOperator } from '../src/kron-operator.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { dense } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { sample } from '../src/laws/samples.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'
import { read } from '../src/read.ts'
import { free, scope } from '../src/scope.ts'
import { gemm } from '../src/gemm.ts'
import { transpose } from '../src/transpose.ts'

const spd = spdArbitrary({ maximumSize: 4, maximumCondition: 1e3 })
const logOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + Math.log(value), 0)

describe('kronOperator', () => {
  it('has the shape of the product, and forms it when asked', () => {
    fc.assert(
      fc.property(matrixArbitrary(), matrixArbitrary(), (a, b) => {
        const operator = kronOperator(a, b)
        assert.deepEqual([operator.rows, operator.columns], kron(a, b).shape)
        assertSame(operator.toDense(), kron(a, b))
      }),
    )
  })

  it('multiplies as kronMatvec does, transposed too', () => {
    fc.assert(
      fc.property(matrixArbitrary(), matrixArbitrary(), (a, b) => {
        const operator = kronOperator(a, b)
        const ones = dense(operator.columns, 2, (i, j) => i - j)
        assertSame(operator.matvec(ones), kronMatvec(a, b, ones))
        assertSame(operator.transpose().toDense(), transpose(kron(a, b)))
      }),
    )
  })

  it('composes factor by factor', () => {
    const [a, b] = [sample('float64', 3, 4, 1), sample('float64', 2, 5, 2)]
    const [c, d] = [sample('float64', 4, 2, 3), sample('float64', 5, 3, 4)]
    const composed = kronOperator(a, b).compose(kronOperator(c, d))
    assertClose(composed.toDense(), gemm(kron(a, b), kron(c, d)), 1e-13)
    assert.throws(() => kronOperator(a, b).compose(kronOperator(d, c)), { name: 'ShapeError' })
  })

  it('inverts and solves for positive definite factors', () => {
    fc.assert(
      fc.property(spd, spd, (a, b) => {
        const operator = kronOperator(a.matrix, b.matrix)
        const n = operator.rows
        const identity = dense(n, n, (i, j) => Number(i === j))
        const error = 256 * 2 ** -52 * a.condition * b.condition
        assertClose(operator.compose(operator.inverse()).toDense(), identity, error, 'K K⁻¹')
        assertClose(operator.matvec(operator.solve(identity)), identity, error, 'K (K \\ I)')
        assertClose(
          operator.inverse().inverse().a,
          a.matrix,
          error * a.eigenvalues[a.eigenvalues.length - 1],
        )
      }),
    )
  })

  it('has trace tr A · tr B', () => {
    const square = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => matrixArbitrary({ rows: n, columns: n }))
    fc.assert(
      fc.property(square, square, (a, b) => {
        const expected = kron(a, b)
          .toArray()
          .reduce((sum, row, i) => sum + row[i], 0)
        assertClose(
          [[kronOperator(a, b).trace().get(0, 0)]],
          [[expected]],
          100 * 100 * 25 * 8 * 2 ** -52,
        )
      }),
    )
    // Off the diagonal anything may stand.
    assert.equal(
      kronOperator(
        [
          [1, NaN],
          [Infinity, 2],
        ],
        [[3]],
      )
        .trace()
        .get(0, 0),
      9,
    )
  })

  it('has determinant det(A)ⁿ det(B)ᵐ, by its logarithm where it overflows', () => {
    fc.assert(
      fc.property(spd, spd, (a, b) => {
        const operator = kronOperator(a.matrix, b.matrix)
        const expected =
          b.matrix.length * logOf(a.eigenvalues) + a.matrix.length * logOf(b.eigenvalues)
        assertClose(operator.logDeterminant(), [[expected]], 1e-9 * (1 + Math.abs(expected)))
        assertClose(
          operator.determinant(),
          [[Math.exp(expected)]],
          1e-8 * (1 + Math.abs(expected)) * Math.exp(expected),
        )
      }),
    )
    const huge = kronOperator(
      [
        [1e200, 0],
        [0, 1e200],
      ],
      [[1e200]],
    )
    assert.equal(huge.determinant().get(0, 0), Infinity)
    assertClose(huge.logDeterminant(), [[800 * Math.log(10)]], 1e-9)
  })

  it('refuses trace and determinant of what is not square', () => {
    for (const operator of [kronOperator([[1, 2]], [[1]]), kronOperator([[1]], [[1, 2]])]) {
      assert.throws(() => operator.trace(), { name: 'ShapeError', message: /trace: .*square/ })
      assert.throws(() => operator.logDeterminant(), {
        name: 'ShapeError',
        message: /logDeterminant: .*square/,
      })
    }
  })

  it('carries its factors out of a scope, and frees them as one', () => {
    const engine = hostEngine({ poison: true })
    const operator = scope(() => {
      const a = matrix(
        [
          [4, 0],
          [0, 16],
        ],
        engine,
      )
      return kronOperator(a, a).inverse().transpose()
    })
    assert.deepEqual(operator.matvec([1, 1, 1, 1]).toArray(), [
      [1 / 16],
      [1 / 64],
      [1 / 64],
      [1 / 256],
    ])
    free(operator)
    assert.throws(() => operator.matvec([1, 1, 1, 1]), { name: 'EngineError', message: /freed/ })
  })

  it('works where no value can be seen', async () => {
    const engine = opaqueEngine()
    const operator = kronOperator(
      matrix(
        [
          [4, 0],
          [0, 16],
        ],
        engine,
      ),
      matrix([[1]], engine),
    )
    assert.deepEqual([...(await read(operator.inverse().trace()))], [0.3125])
    assertClose([...(await read(operator.determinant()))], [64], 1e-12)
    assert.deepEqual([...(await read(operator.solve(matrix([4, 32], engine))))], [1, 2])
  })
})
