import assert from 'node:assert/strict'
import { bytesOf, elementsOf, tensorType, tensorTypes } from '../../src/internal/tensor-types.ts'

describe('tensorTypes', () => {
  it('name each kind of storage by its own type', () => {
    for (const [name, { allocate, bytes, numpy }] of Object.entries(tensorTypes)) {
      const array = allocate(3)
      assert.equal(tensorType(array), name)
      assert.equal(array.BYTES_PER_ELEMENT, bytes)
      assert.equal(numpy.slice(1), `${name[0].toLowerCase()}${bytes}`)
      assert.equal(bytesOf(array.subarray(1)).length, 2 * bytes)
    }
  })
})

describe('elementsOf', () => {
  it('is the product of the dimensions, 1 without any, 0 with a zero however large the others', () => {
    assert.deepEqual([[], [2, 3], [0, 2 ** 600, 2 ** 600]].map(elementsOf), [1, 6, 0])
  })
})
