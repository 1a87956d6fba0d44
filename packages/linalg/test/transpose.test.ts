import assert from 'node:assert/strict'
import { matrix } from '../src/as-matrix.ts'
import { transpose } from '../src/transpose.ts'

describe('transpose', () => {
  it('is a view: no numbers are copied', () => {
    const a = matrix([[1, 2, 3]])
    assert.deepEqual(transpose(a).toArray(), [[1], [2], [3]])
    assert.equal(transpose(a).data, a.data)
  })

  it('takes flat numbers as a column', () => {
    assert.deepEqual(transpose([1, 2]).toArray(), [[1, 2]])
  })
})
