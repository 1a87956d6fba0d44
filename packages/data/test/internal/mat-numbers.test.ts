import assert from 'node:assert/strict'
import { FormatError } from '../../src/format-error.ts'
import { isNumericClass, readNumbers } from '../../src/internal/mat-numbers.ts'

const source = (bytes: Uint8Array, littleEndian = true) => ({
  bytes,
  littleEndian,
  error: (message: string, position: number) => new FormatError(message, position),
})

const element = (type: number, length: number) => ({ type, start: 0, length, next: length })

describe('readNumbers', () => {
  it('reads 64-bit integers as numbers of another class', () => {
    const bytes = new Uint8Array(16)
    new DataView(bytes.buffer).setBigInt64(0, -5n, true)
    new DataView(bytes.buffer).setBigInt64(8, 7n, true)
    assert.deepEqual(readNumbers(source(bytes), element(12, 16), 6, 2), Float64Array.of(-5, 7))
    assert.deepEqual(readNumbers(source(bytes.subarray(8)), element(13, 8), 8, 1), Int8Array.of(7))
  })

  it('copies numbers that lie across the places of their type', () => {
    const bytes = new Uint8Array(9)
    new DataView(bytes.buffer).setFloat64(1, 0.1, true)
    const data = readNumbers(source(bytes.subarray(1)), element(9, 8), 6, 1)
    assert.deepEqual(data, Float64Array.of(0.1))
    assert.notEqual(data.buffer, bytes.buffer)
  })

  it('refuses another number of bytes, and types that hold no numbers', () => {
    const bytes = new Uint8Array(16)
    assert.throws(() => readNumbers(source(bytes), element(9, 16), 6, 3), /3 numbers of 8 bytes/)
    assert.throws(
      () => readNumbers(source(bytes), element(14, 16), 6, 2),
      /type 14 hold no numbers/,
    )
  })
})

describe('isNumericClass', () => {
  it('knows doubles, singles and integers of up to 32 bits', () => {
    const numeric = Array.from({ length: 19 }, (_, code) => code).filter(isNumericClass)
    assert.deepEqual(numeric, [6, 7, 8, 9, 10, 11, 12, 13])
  })
})
