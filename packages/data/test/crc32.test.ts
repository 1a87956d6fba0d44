import assert from 'node:assert/strict'
import { crc32 as zlibCrc32, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { crc32 } from '../src/crc32.ts'

/** Of Node.js: the function where it has one, else from the end of a gzip file. */
const expected = (bytes: Uint8Array): number =>
  (zlibCrc32 as typeof crc32 | undefined)?.(bytes) ??
  gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8)

describe('crc32', () => {
  it('gives the check value of its catalogue entry', () => {
    assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926)
    assert.equal(crc32(new Uint8Array(0)), 0)
  })

  it("is zlib's, for whole messages and for parts", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        assert.equal(crc32(bytes), expected(bytes))
        assert.equal(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut))), expected(bytes))
      }),
    )
  })
})
