import assert from 'node:assert/strict'
import { FormatError } from '../../src/format-error.ts'
import { readArray } from '../../src/internal/mat-array.ts'
import { readElement } from '../../src/internal/mat-element.ts'
import { arrayElement } from '../support/write-mat.ts'

const read = (bytes: Uint8Array): ReturnType<typeof readArray> => {
  const source = {
    bytes,
    littleEndian: true,
    error: (message: string, position: number) => new FormatError(message, position),
  }
  return readArray(source, readElement(source, 0, bytes.length))
}

const some = (): Uint8Array =>
  arrayElement({ name: 'heights', dims: [1, 2], data: Float32Array.of(1.5, 2.5) })

describe('readArray', () => {
  it('knows name and dimensions before it reads the numbers', () => {
    const { name, dims, unreadable, read: numbers } = read(some())
    assert.deepEqual([name, dims, unreadable], ['heights', [1, 2], undefined])
    assert.deepEqual(numbers(), Float32Array.of(1.5, 2.5))
  })

  it('says what is no plain array of numbers', () => {
    const kinds = {
      1: /cell array/,
      2: /structure/,
      4: /text/,
      5: /sparse/,
      14: /64-bit/,
      17: /17/,
    }
    for (const [code, kind] of Object.entries(kinds)) {
      const bytes = some()
      bytes[16] = Number(code)
      assert.match(read(bytes).unreadable!, kind)
    }
    const complex = some()
    complex[17] = 0x08
    assert.match(read(complex).unreadable!, /complex/)
  })

  it('refuses flags, dimensions and names that are none', () => {
    const changed = (position: number, value: number): Uint8Array => {
      const bytes = some()
      bytes[position] = value
      return bytes
    }
    assert.throws(() => read(changed(8, 5)), /expected the flags of an array, .* type 5/)
    assert.throws(() => read(changed(16, 0)), /no class 0/)
    assert.throws(() => read(changed(24, 6)), /expected the dimensions .* type 6/)
    assert.throws(() => read(changed(35, 0x80)), /the dimensions are 2147483649 × 2/)
    assert.throws(() => read(changed(40, 2)), /expected the name of an array, .* type 2/)
  })
})
