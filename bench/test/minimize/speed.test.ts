import assert from 'node:assert/strict'
import { speed } from '../../minimize/speed.ts'
import type { Timed, Timing } from '../../minimize/timing.ts'

describe('speed', () => {
  it('compares the times of an iteration, each side first in every other round', async () => {
    const asked: string[] = []
    const side = (label: string, seconds: number): Timed => ({
      time: async ({ function: name, n, iterations }: Timing) => {
        asked.push([label, name, n, iterations].join(' '))
        return { seconds, nit: 5 }
      },
      stop: () => undefined,
    })
    const settings = { n: 100, iterations: 5, rounds: 2 }
    const rows = await speed(side('own', 25), side('scipy', 50), settings)
    assert.deepEqual(
      rows.map(({ ours, theirs, ratio }) => [ours, theirs, ratio]),
      [
        [5000, 10_000, 2],
        [5000, 10_000, 2],
      ],
    )
    const turns = 'own scipy own scipy scipy own'.split(' ')
    assert.deepEqual(
      asked,
      ['chained', 'paired'].flatMap((name) => turns.map((label) => `${label} ${name} 100 5`)),
    )
  })
})
