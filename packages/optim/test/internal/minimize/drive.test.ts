import assert from 'node:assert/strict'
import { drive, driveAsync } from '../../../src/internal/minimize/drive.ts'
import type { Steps } from '../../../src/internal/minimize/protocol.ts'

function* asks(answers: unknown[], values: readonly unknown[], early = false): Steps {
  for (const value of values) answers.push(yield () => value)
  if (early) yield 'aborted'
  return 'stopped'
}

describe('drive', () => {
  it('answers calls until a status is returned or yielded', () => {
    const answers: unknown[] = []
    assert.equal(drive(asks(answers, [1, 2])), 'stopped')
    assert.equal(drive(asks(answers, [3], true)), 'aborted')
    assert.deepEqual(answers, [1, 2, 3])
  })
})

describe('driveAsync', () => {
  it('awaits the answers', async () => {
    const answers: unknown[] = []
    assert.equal(await driveAsync(asks(answers, [Promise.resolve(1), 2])), 'stopped')
    assert.equal(await driveAsync(asks(answers, [Promise.resolve(3)], true)), 'aborted')
    assert.deepEqual(answers, [1, 2, 3])
  })
})
