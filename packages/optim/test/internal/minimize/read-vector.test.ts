import assert from 'node:assert/strict'
import { readVector } from '../../../src/internal/minimize/read-vector.ts'
import { assertThrows } from '../../support/assert-throws.ts'

describe('readVector', () => {
  it('copies arrays, typed arrays and ndarrays of any strides', () => {
    const from = new Float64Array([1, 2, 3])
    const copy = readVector('x', from)
    assert.deepEqual(copy, from)
    assert.notEqual(copy, from)
    assert.deepEqual(readVector('x', [1, 2, 3]), from)
    assert.deepEqual(readVector('x', new Int8Array([1, 2, 3])), from)
    const data = [3, 0, 2, 0, 1]
    assert.deepEqual(readVector('x', { data, shape: [3], stride: [-2], offset: 4 }), from)
    assert.deepEqual(readVector('x', { data, shape: [3, 1], stride: [-2, 1], offset: 4 }), from)
    assert.deepEqual(readVector('x', []), new Float64Array(0))
  })

  it('writes to where it is told to', () => {
    const into = new Float64Array(2)
    assert.equal(readVector('x', [1, 2], into), into)
    assert.deepEqual(into, Float64Array.of(1, 2))
    const reversed = { data: [2, 1], shape: [2], stride: [-1], offset: 1 }
    assert.deepEqual(readVector('x', reversed, into), Float64Array.of(1, 2))
  })

  it('refuses other lengths, matrices, and what is no vector', () => {
    const into = new Float64Array(3)
    assertThrows(() => readVector('y', [1, 2], into), 'RangeError', 'y.length is 2; expected 3')
    const matrix = { data: [1, 2, 3, 4], shape: [2, 2], stride: [2, 1], offset: 0 }
    assertThrows(() => readVector('y', matrix), 'RangeError', 'y.length is 2,2')
    for (const none of [undefined, null, 5, {}]) {
      assertThrows(
        () => readVector('y', none as never),
        'RangeError',
        'y.length is none; expected a vector',
      )
    }
  })
})
