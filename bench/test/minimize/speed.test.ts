import assert from 'node:assert/strict'
import type { ScipyPeer, ScipyTiming } from '../../minimize/scipy.ts'
import { speed } from '../../minimize/speed.ts'

describe('speed', () => {
  it('compares the time of an iteration', async () => {
    const asked: ScipyTiming[] = []
    const scipy = {
      time: async (job: ScipyTiming) => {
        asked.push(job)
        return { seconds: 50, nit: 5, nfev: 6, fx: 0 }
      },
    } as ScipyPeer
    const rows = await speed(scipy, { n: 100, iterations: 5, rounds: 2 })
    assert.deepEqual(
      asked.map((job) => [job.function, job.n, job.options.maxiter]),
      ['chained', 'chained', 'paired', 'paired'].map((name) => [name, 100, 5]),
    )
    for (const { theirs, ours, ratio } of rows) {
      assert.equal(theirs, 10_000)
      assert.ok(ours < 1000 && ratio > 10)
    }
  })
})
