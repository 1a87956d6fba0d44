import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { hostEngine, type HostMatrix } from '../src/host.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { denseFrom } from '../src/laws/dense.ts'
import { sample } from '../src/laws/samples.ts'
import { solve } from '../src/solve.ts'
import { chain, frobenius } from './support/assert-decomposition.ts'
import { hardSquares } from './support/hard-matrices.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

describe('solve', () => {
  it('leaves a residual of rounding errors, or says that the matrix is singular', () => {
    const cases = hardSquares.chain((hard) =>
      fc.tuple(
        fc.constant(hard),
        fc
          .integer({ min: 1, max: 3 })
          .chain((columns) => matrixArbitrary({ rows: hard.a.rows, columns, minimumSize: 0 })),
      ),
    )
    fc.assert(
      fc.property(cases, ([{ a }, rows]) => {
        const b = rows.length === 0 ? zeros(0, 1) : matrix(rows)
        let x: HostMatrix
        try {
          x = solve(a, b)
        } catch (error) {
          assert.equal((error as Error).name, 'SingularMatrixError')
          return
        }
        const X = denseFrom(x)
        if (!X.values.every((value) => Math.abs(value) < 1e250)) return
        const scale = frobenius(a) * frobenius(X) + frobenius(denseFrom(b))
        // Elements of X below the smallest normal number are rounded to a multiple of 2^-1074.
        const underflow = a.rows * frobenius(a) * 2 ** -1074 + 2 ** -1000
        assertClose(chain(a, X), b, 16 * a.rows * 2 ** -52 * scale + underflow, 'A X')
      }),
    )
  })

  it('solves large systems, whose factors come in blocks', () => {
    const a = sample('float64', 100, 100, 1)
    const x = sample('float64', 100, 2, 2)
    assertClose(solve(a, chain(a, x)), x, 1e-9, 'X')
  })

  it('takes operands in every form, and none', () => {
    const rows = [
      [0, 2],
      [4, 1],
    ]
    for (const a of matrixForms(rows)) {
      for (const b of vectorForms([2, 9])) assertSame(solve(a, b), [[2], [1]])
    }
    assert.deepEqual(solve(zeros(0, 0), zeros(0, 2)).shape, [0, 2])
    assert.deepEqual(solve(rows, zeros(2, 0)).shape, [2, 0])
  })

  it('names the pivot that is 0, and leaves nothing behind', () => {
    const engine = hostEngine()
    const a = matrix(
      [
        [1, 2],
        [2, 4],
      ],
      engine,
    )
    assert.throws(() => solve(a, [1, 1]), {
      name: 'SingularMatrixError',
      pivot: 1,
      message: /solve: .*pivot 1 .* is 0.*lstsq/,
    })
    assert.equal(engine.stats().liveMatrices, 1)
  })

  livesOnItsEngine(it, 1, (a) => [solve(a, a)])
  refusals(it, 'lu', (a) => solve(a, [1, 1]))

  it('refuses what does not fit', () => {
    assert.throws(() => solve([[1, 2]], [1]), { name: 'ShapeError', message: /1×2.*1×1.*lstsq/ })
    assert.throws(() => solve([[1]], [1, 2]), { name: 'ShapeError', message: /1×1.*2×1/ })
  })
})
