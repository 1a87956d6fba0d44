import assert from 'node:assert/strict'
import { type Contestant, startContestant } from '../../contest/contestant.ts'
import { dense } from '../../contest/task.ts'

const task = { operation: 'dot', dtype: 'float64', operands: dense([1, 1], [1, 1]) } as const

/** A child that greets, then runs `body` for each request. */
const child = (body: string): Promise<Contestant> => {
  const script = `
    const say = (reply) => console.log(JSON.stringify(reply))
    console.log('welcome')
    say({ id: 0, answer: 'a child ' + process.env.COLOUR + process.env.PATH })
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, ask, ...request } = JSON.parse(line)
      ${body}
    })`
  return startContestant({
    command: process.execPath,
    args: ['-e', script],
    environment: { COLOUR: 'green', PATH: undefined },
  })
}

describe('startContestant', () => {
  it('asks and is answered, in an environment of its own, whatever else is printed', async () => {
    const contestant = await child(`
      console.log('working')
      say({ id, answer: ask === 'time' ? request.times / 8 : request.task })`)
    try {
      assert.equal(contestant.about, 'a child greenundefined')
      const [seconds, echo] = await Promise.all([contestant.time(4), contestant.prepare(task)])
      assert.equal(seconds, 0.5)
      assert.deepEqual(echo, task)
    } finally {
      contestant.stop()
    }
  })

  it('passes errors on', async () => {
    const contestant = await child(`say({ id, error: 'out of memory' })`)
    await assert.rejects(contestant.time(1), { message: 'out of memory' })
    contestant.stop()
  })

  it('does not wait for a process that has ended, and gives its last words', async () => {
    const contestant = await child(`console.error('too large'); process.exit(3)`)
    await assert.rejects(contestant.time(1), { message: 'its process ended (3): too large' })
    await assert.rejects(contestant.time(1), { message: /its process ended/ })
  })

  it('says why a library does not load', async () => {
    const reply = JSON.stringify({ id: 0, error: 'no such package' })
    const launch = { command: process.execPath, args: ['-p', `'${reply}'`], environment: {} }
    await assert.rejects(startContestant(launch), { message: 'no such package' })
    const absent = { command: '/absent/python3', args: [], environment: {} }
    await assert.rejects(startContestant(absent), { message: /ENOENT/ })
  })
})
