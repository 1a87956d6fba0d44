import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { inflateChunks } from '../../src/internal/inflate.ts'

const all = async (compressed: Uint8Array): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of inflateChunks(compressed)) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

describe('inflateChunks', () => {
  it('gives back what was compressed, in chunks', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251)
    assert.deepEqual(await all(deflateSync(bytes)), bytes)
    assert.equal((await all(deflateSync(new Uint8Array()))).length, 0)
  })

  it('lets the reader stop early', async () => {
    for await (const chunk of inflateChunks(deflateSync(new Uint8Array(1e6)))) {
      assert.ok(chunk.length < 1e6)
      break
    }
  })

  it('throws for damaged and for shortened data', async () => {
    const compressed = deflateSync(new Uint8Array(1000))
    await assert.rejects(all(compressed.subarray(0, compressed.length - 3)))
    await assert.rejects(all(Uint8Array.of(1, 2, 3, 4)))
  })
})
