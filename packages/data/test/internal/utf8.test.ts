import assert from 'node:assert/strict'
import fc from 'fast-check'
import { asciiJson, decodeUtf8 } from '../../src/internal/utf8.ts'

describe('asciiJson', () => {
  it('is JSON of one byte a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = asciiJson({ text })
        assert.ok(bytes.every((byte) => byte < 0x80))
        assert.deepEqual(JSON.parse(Buffer.from(bytes).toString('latin1')), { text })
      }),
    )
  })
})

describe('decodeUtf8', () => {
  it('gives the text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(decodeUtf8(Buffer.from(`%${text}%41`)), `%${text}%41`)
      }),
    )
  })

  it('refuses bytes that are none', () => {
    assert.throws(() => decodeUtf8(Uint8Array.of(0x61, 0xff)), URIError)
  })
})
