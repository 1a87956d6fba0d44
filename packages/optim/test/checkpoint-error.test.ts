import assert from 'node:assert/strict'
import { CheckpointError } from '../src/checkpoint-error.ts'

describe('CheckpointError', () => {
  it('begins with the file, and keeps what is wrong apart from the message', () => {
    const cause = new Error('why')
    const error = new CheckpointError('version', 'it is of version 2', 'a/b.safetensors', { cause })
    assert.equal(error.message, 'a/b.safetensors: it is of version 2')
    assert.deepEqual(
      [error.name, error.problem, error.cause],
      ['CheckpointError', 'version', cause],
    )
    assert.match(new CheckpointError('damaged', 'cut', undefined).message, /^the checkpoint: cut$/)
  })
})
