import assert from 'node:assert/strict'
import { FormatError } from '../../src/format-error.ts'
import { type MatSource, readElement } from '../../src/internal/mat-element.ts'
import { element } from '../support/write-mat.ts'

const source = (bytes: Uint8Array, littleEndian = true): MatSource => ({
  bytes,
  littleEndian,
  error: (message, position) => new FormatError(message, position),
})

const read = (bytes: Uint8Array, littleEndian = true): ReturnType<typeof readElement> =>
  readElement(source(bytes, littleEndian), 0, bytes.length)

describe('readElement', () => {
  it('finds the content and the next element, padded to eight bytes, in both byte orders', () => {
    for (const littleEndian of [true, false]) {
      const bytes = element(5, new Uint8Array(12), littleEndian)
      assert.deepEqual(read(bytes, littleEndian), { type: 5, start: 8, length: 12, next: 24 })
      const small = element(1, Uint8Array.of(1, 2, 3), littleEndian)
      assert.deepEqual(read(small, littleEndian), { type: 1, start: 4, length: 3, next: 8 })
    }
  })

  it('does not pad compressed ones', () => {
    const bytes = element(15, new Uint8Array(11))
    assert.deepEqual(read(bytes), { type: 15, start: 8, length: 11, next: 19 })
  })

  it('refuses what does not fit, or is longer than small', () => {
    assert.throws(() => read(new Uint8Array(7)), /7 bytes are left; an element has at least 8/)
    const cut = element(5, new Uint8Array(12)).subarray(0, 19)
    assert.throws(() => read(cut), /type 5 says that it has 12 bytes, but 11 are left/)
    assert.throws(() => read(Uint8Array.of(1, 0, 5, 0, 0, 0, 0, 0)), /small element .* 5 bytes/)
  })
})
