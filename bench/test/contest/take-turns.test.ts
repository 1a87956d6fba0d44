import assert from 'node:assert/strict'
import type { Contestant } from '../../contest/contestant.ts'
import { takeTurns } from '../../contest/take-turns.ts'

describe('takeTurns', () => {
  /** Contestants that take so many seconds, and the order in which they are asked. */
  const cast = (seconds: Record<string, number>, failsAt: Record<string, number> = {}) => {
    const asked: string[] = []
    const calls = new Map<string, number[]>()
    const contestants = new Map(
      Object.entries(seconds).map(([name, each]): [string, Contestant] => {
        const times: number[] = []
        calls.set(name, times)
        const time = (count: number): Promise<number> => {
          asked.push(name)
          times.push(count)
          return times.length === failsAt[name]
            ? Promise.reject(new Error('crashed'))
            : Promise.resolve(each)
        }
        return [name, { about: '', prepare: () => Promise.reject(), time, stop: () => undefined }]
      }),
    )
    return { asked, calls, contestants }
  }

  it('goes there and back again, each turn about as long', async () => {
    const { asked, calls, contestants } = cast({ a: 0.001, b: 0.02 })
    const dropped = (): never => assert.fail()
    const times = await takeTurns(contestants, { rounds: 3, turnSeconds: 0.1 }, dropped)
    assert.deepEqual(
      [...times],
      [
        ['a', [0.001, 0.001, 0.001]],
        ['b', [0.02, 0.02, 0.02]],
      ],
    )
    assert.equal(asked.join(''), 'aabb' + 'ab' + 'ba' + 'ab')
    assert.deepEqual(calls.get('a'), [1, 100, 100, 100, 100])
    assert.deepEqual(calls.get('b'), [1, 5, 5, 5, 5])
  })

  it('lets the slow take part in three rounds, one computation each', async () => {
    const { calls, contestants } = cast({ fast: 0.01, slow: 2 })
    const times = await takeTurns(contestants, { rounds: 9, turnSeconds: 0.1 }, () => undefined)
    const slow = times.get('slow') ?? []
    assert.deepEqual(
      [...slow.keys()].filter((round) => slow[round] !== undefined),
      [0, 3, 6],
    )
    assert.deepEqual(calls.get('slow'), [1, 1, 1, 1])
    assert.equal(times.get('fast')?.filter((seconds) => seconds !== undefined).length, 9)
  })

  it('goes on without those that fail, at once or in between', async () => {
    const { contestants } = cast({ a: 0.1, b: 0.1, c: 0.1 }, { a: 1, b: 3 })
    const reasons: string[] = []
    const times = await takeTurns(contestants, { rounds: 4, turnSeconds: 0.1 }, (name, reason) =>
      reasons.push(`${name} ${reason}`),
    )
    assert.deepEqual(reasons, ['a crashed', 'b crashed'])
    assert.deepEqual([...times.keys()], ['c'])
  })
})
