import assert from 'node:assert/strict'
import type { Contestant } from '../../contest/contestant.ts'
import { prepareAll } from '../../contest/prepare-all.ts'
import { sampleOf } from '../../contest/protocol.ts'
import { dense } from '../../contest/task.ts'

describe('prepareAll', () => {
  const answers = (values: readonly number[] | Error): Contestant => ({
    about: '',
    prepare: () =>
      values instanceof Error ? Promise.reject(values) : Promise.resolve(sampleOf(values)),
    time: () => assert.fail('nobody is timed yet'),
    stop: () => undefined,
  })

  it('keeps those whose result is the first one’s, to the precision of the dtype', async () => {
    const contestants = new Map([
      ['ours', answers([1, 2, 3])],
      ['same', answers([1, 2, 3.0003])],
      ['idle', answers([0, 0, 0])],
      ['other', answers([1, 2, 3.1])],
      ['crashed', answers(new Error('no memory'))],
    ])
    const order = ['ours', 'absent', ...contestants.keys()].slice(0, -1).concat('crashed')
    const kept = async (dtype: 'float32' | 'float64'): Promise<[string[], string[]]> => {
      const reasons: string[] = []
      const task = { operation: 'dot', dtype, operands: dense([1, 1]) } as const
      const ready = await prepareAll(task, order, contestants, (name, reason) =>
        reasons.push(`${name}: ${reason}`),
      )
      return [[...ready.keys()], reasons]
    }
    const [single, reasons] = await kept('float32')
    assert.deepEqual(single, ['ours', 'same'])
    assert.deepEqual(reasons, [
      'idle: its result differs from ours by 1.5e+0',
      'other: its result differs from ours by 5.0e-2',
      'crashed: no memory',
    ])
    assert.deepEqual((await kept('float64'))[0], ['ours'])
  })
})
