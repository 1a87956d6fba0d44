import assert from 'node:assert/strict'
import { decodeHeader, encodeHeader } from '../../src/internal/safetensors-header.ts'

const fail = (message: string, offset: number): never => {
  throw new Error(`${message} @${offset}`)
}

describe('a safetensors header', () => {
  const entry = { dtype: 'U8', shape: [3], data_offsets: [0, 3] }

  it('has its length before it, and ends at a multiple of eight', () => {
    const bytes = Buffer.from(encodeHeader({ x: entry }))
    assert.equal(bytes.length % 8, 0)
    assert.equal(Number(bytes.readBigUInt64LE()), bytes.length - 8)
    const { tensors } = decodeHeader(bytes.subarray(8), bytes.length + 3, fail)
    const [begin, end] = [bytes.length, bytes.length + 3]
    assert.deepEqual(tensors, [{ name: 'x', dtype: 'U8', shape: [3], begin, end }])
  })

  it('gives tensors in the order of their bytes, those of types that are not known too', () => {
    const later = { dtype: 'F4', shape: [2], data_offsets: [3, 4] }
    const bytes = encodeHeader({ later, first: entry })
    const { tensors } = decodeHeader(bytes.subarray(8), bytes.length + 4, fail)
    assert.deepEqual(
      tensors.map(({ name }) => name),
      ['first', 'later'],
    )
  })

  it('says at which byte it contradicts the file', () => {
    const bytes = encodeHeader({ x: entry })
    const decode = () => decodeHeader(bytes.subarray(8), bytes.length + 2, fail)
    assert.throws(
      decode,
      new RegExp(`promises a file of ${bytes.length + 3} .* @${bytes.length + 2}`),
    )
  })
})
