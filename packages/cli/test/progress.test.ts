import assert from 'node:assert/strict'
import { createProgress, type ProgressState } from '../src/progress.ts'

const state: ProgressState = {
  label: 'K-BFGS',
  seconds: 30,
  secondsLimit: 120,
  epoch: 1.5,
  iteration: 90,
  loss: 83.125,
  rejectedSteps: 0,
}

/** A stream that keeps what is written to it. */
const recorder = (
  isTTY: boolean,
  columns?: number,
): { stream: NodeJS.WriteStream; text: () => string } => {
  let text = ''
  const write = (piece: string): boolean => {
    text += piece
    return true
  }
  const stream = { isTTY, columns, write, on: () => stream, once: () => stream }
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text }
}

describe('createProgress without a terminal', () => {
  it('writes a plain line at first and then every few seconds', () => {
    const { stream, text } = recorder(false)
    let time = 0
    const progress = createProgress({ stream, interval: 5, now: () => time })
    for (time = 0; time <= 12_000; time += 1000) {
      const seconds = 30 + time / 1000
      progress.update({ ...state, seconds, iteration: 3 * seconds })
    }
    progress.stop()
    const lines = text().trimEnd().split('\n')
    assert.equal(lines.length, 3)
    assert.equal(lines[0], 'K-BFGS: 25 %, loss 83.13, 1 min 30 s left, epoch 1.50, iteration 90')
    assert.match(
      lines[1],
      /^K-BFGS: 29 %, loss 83\.13, 3\.00 it\/s, 1 min 25 s left, .* iteration 105$/,
    )
    assert.ok(!text().includes('\u001b') && !text().includes('\r'))
  })

  it('writes a line for each optimizer at once, and logged lines always', () => {
    const { stream, text } = recorder(false)
    const progress = createProgress({ stream, now: () => 0 })
    progress.update(state)
    progress.update({ ...state, label: 'Adam', seconds: 0, iteration: 0, loss: Number.NaN })
    progress.log('a note')
    progress.update({ ...state, label: 'Adam', seconds: 1 })
    assert.deepEqual(
      text()
        .split('\n')
        .map((line) => line.slice(0, 7)),
      ['K-BFGS:', 'Adam: 0', 'a note', ''],
    )
  })

  it('measures the speed of one optimizer by its own steps, the latest ones', () => {
    const { stream, text } = recorder(false)
    const progress = createProgress({ stream, interval: 0 })
    for (let i = 0; i <= 100; i++) progress.update({ ...state, iteration: i, seconds: i })
    for (let i = 1; i <= 40; i++)
      progress.update({ ...state, iteration: 100 + i, seconds: 100 + i / 50 })
    assert.match(text().trimEnd().split('\n').at(-1)!, / 50 it\/s/)
    progress.update({ ...state, label: 'Adam', iteration: 0, seconds: -9, phase: 'warm start' })
    progress.update({ ...state, label: 'Adam', iteration: 0, seconds: 0, phase: 'warm start' })
    progress.update({ ...state, label: 'Adam', iteration: 4, seconds: 2 })
    assert.match(text().trimEnd().split('\n').at(-1)!, / 2\.00 it\/s/)
  })
})

describe('createProgress in a terminal', () => {
  it('draws a bar that fits the width', () => {
    for (const columns of [120, 80, 40, 10]) {
      const { stream, text } = recorder(true, columns)
      const progress = createProgress({ stream })
      progress.update(state)
      // oxlint-disable-next-line no-control-regex
      const plain = text().replace(/\u001b(\[[0-9;?]*[a-zA-Z]|[78])/g, '\n')
      progress.stop()
      const bar = plain.split('\n').find((line) => line.startsWith('K-B'))
      assert.ok(bar && bar.length < columns, `${bar}`)
      if (columns >= 80) assert.match(bar, /^K-BFGS [█]+[░]+ {2}25 % {2}loss 83\.13/)
      if (columns === 120) assert.match(bar, /1 min 30 s left/)
    }
  })

  it('logs above the bar, which comes back, and leaves no timer when stopped', async () => {
    const { stream, text } = recorder(true, 100)
    const progress = createProgress({ stream })
    progress.log('before')
    progress.update(state)
    progress.log('between')
    const parts = text().split('between\n')
    assert.match(parts[0], /^before\n.*K-BFGS/s)
    assert.match(parts[1], /K-BFGS/)
    progress.stop()
    assert.ok(!text().includes('\u001b[?7l'), 'the terminal still wraps lines')
    const { length } = text()
    await new Promise((resolve) => setTimeout(resolve, 250))
    assert.equal(text().length, length)
    progress.stop()
  })
})
