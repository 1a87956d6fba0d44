import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cholesky } from '../src/cholesky.ts'
import { choleskySolve } from '../src/cholesky-solve.ts'
import { assertClose } from '../src/laws/assert-close.ts'
import { denseFromRows, denseFrom } from '../src/laws/dense.ts'
import { product } from '../src/laws/oracle.ts'
import { spdArbitrary } from '../src/laws/spd-arbitrary.ts'

describe('choleskySolve', () => {
  it('solves up to condition 1e10 with residuals of ε ‖A‖ ‖X‖', () => {
    fc.assert(
      fc.property(
        spdArbitrary({ maximumSize: 10, maximumCondition: 1e10 }),
        fc.integer(),
        (a, seed) => {
          const n = a.matrix.length
          const b = a.matrix.map((_, i) => [Math.sin(seed + i), Math.cos(seed * i)])
          const x = denseFrom(choleskySolve(cholesky(a.matrix), b))
          const largest = Math.max(...x.values.map(Math.abs))
          const norm = a.eigenvalues[n - 1]
          // Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.4.
          assertClose(
            product(denseFromRows(a.matrix), x).value,
            b,
            4 * n * (n + 1) * 2 ** -52 * norm * largest,
            'A X',
          )
        },
      ),
    )
  })

  it('refuses what does not fit', () => {
    assert.throws(() => choleskySolve([[1, 2]], [1]), { name: 'ShapeError' })
    assert.throws(() => choleskySolve([[1]], [1, 2]), { name: 'ShapeError' })
  })
})
