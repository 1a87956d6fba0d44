import assert from 'node:assert/strict'
import { matrix, peek } from '../src/as-matrix.ts'
import { bfgsStatuses } from '../src/bfgs.ts'
import { pairStatusCode } from '../src/pair-status.ts'

describe('pairStatusCode', () => {
  const code = (s: readonly number[], y: readonly number[], v?: readonly number[]): string =>
    bfgsStatuses[peek(pairStatusCode(matrix(s), matrix(y), v && matrix(v)))]

  it('tells what the pair alone decides', () => {
    assert.equal(code([1, 2], [3, 1]), 'updated')
    assert.equal(code([1, 2], [3, 1], [1, 1]), 'updated')
    assert.equal(code([1, 2], [-3, 1]), 'nonpositive-curvature')
    assert.equal(code([1, 0], [1e-5, 0], [1, 0]), 'small-curvature')
    assert.equal(code([1, Number.NaN], [1, 0]), 'non-finite')
    assert.equal(code([1e200, 0], [1, 0]), 'overflow')
    // Only the update itself would overflow.
    assert.equal(code([1e-100, 0], [1e180, 0]), 'updated')
  })

  it('refuses shapes that do not fit', () => {
    assert.throws(() => code([1, 2], [3]), /^ShapeError: pairStatusCode: y is 1×1; expected 2×1$/)
    assert.throws(() => code([1, 2], [3, 1], [1]), /skipReference is 1×1/)
  })
})
