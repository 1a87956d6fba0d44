import assert from 'node:assert/strict'
import { bytesSource } from '../src/byte-source.ts'

describe('bytesSource', () => {
  const source = bytesSource(Uint8Array.of(1, 2, 3, 4), 'four')

  it('fills what it is given, from the position on', async () => {
    const into = new Uint8Array(2)
    await source.readInto(into, 1)
    assert.deepEqual([...into], [2, 3])
    assert.deepEqual([source.size, source.name], [4, 'four'])
  })

  it('refuses to read beyond the end', async () => {
    await assert.rejects(source.readInto(new Uint8Array(2), 3), /there is no byte 4/)
  })
})
