import assert from 'node:assert/strict'
import { FormatError } from '../src/format-error.ts'

describe('FormatError', () => {
  it('carries the offset and the file, and says both', () => {
    const error = new FormatError('the type byte is 0x07', 2, 'images.idx')
    assert.ok(error instanceof Error)
    assert.equal(error.name, 'FormatError')
    assert.equal(error.offset, 2)
    assert.equal(error.file, 'images.idx')
    assert.equal(error.message, 'images.idx: the type byte is 0x07 (at byte 2)')
  })

  it('does without a file', () => {
    const error = new FormatError('the file is empty', 0)
    assert.equal(error.file, undefined)
    assert.equal(error.message, 'the file is empty (at byte 0)')
  })
})
