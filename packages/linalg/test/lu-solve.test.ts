import assert from 'node:assert/strict'
import { assertClose } from '../src/laws/assert-close.ts'
import { sample } from '../src/laws/samples.ts'
import { lu } from '../src/lu.ts'
import { luSolve } from '../src/lu-solve.ts'
import { chain } from './support/assert-decomposition.ts'

describe('luSolve', () => {
  it('solves with the same factors again and again', () => {
    const a = sample('float64', 40, 40, 1)
    const factors = lu(a)
    for (const seed of [2, 3]) {
      const x = sample('float64', 40, 3, seed)
      assertClose(luSolve(factors, chain(a, x)), x, 1e-10, 'X')
    }
  })

  it('refuses factors of what is not square or singular, and right-hand sides that do not fit', () => {
    assert.throws(() => luSolve(lu([[1, 2]]), [1]), { name: 'ShapeError', message: /1×2.*lstsq/ })
    assert.throws(() => luSolve(lu([[1], [2]]), [1, 2]), { name: 'ShapeError', message: /2×1/ })
    assert.throws(() => luSolve(lu([[1]]), [1, 2]), { name: 'ShapeError', message: /2×1/ })
    assert.throws(() => luSolve(lu([[0]]), [1]), { name: 'SingularMatrixError', pivot: 0 })
  })
})
