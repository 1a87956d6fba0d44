import assert from 'node:assert/strict'
import { contests } from '../../minimize/contests.ts'
import { duels, startsFinite } from '../../minimize/duels.ts'
import { beale, jennrichSampson, rosenbrock } from '../../minimize/mgh/plane.ts'
import { scaled } from '../../minimize/problem.ts'
import type { ScipyPeer } from '../../minimize/scipy.ts'

describe('duels', () => {
  it('asks each method of SciPy once a problem, and judges what it returns', async () => {
    const asked: string[] = []
    const scipy: ScipyPeer = {
      about: '',
      minimize: async ({ method, start }, account) => {
        asked.push(`${method} ${start.join()}`)
        account.evaluate(Float64Array.from(start))
        return { x: [1, 1], status: 'a guess' }
      },
      time: () => Promise.reject(new Error('is not timed')),
      stop: () => undefined,
    }
    const twice = [contests[0], { ...contests[0], method: 'again' }]
    const group = { name: 'plane', problems: [rosenbrock, beale] }
    const rows = await duels(group, twice, scipy, (text) => text !== 'Beale again')
    assert.deepEqual(asked, ['L-BFGS-B -1.2,1', 'L-BFGS-B 1,1'])
    assert.deepEqual(
      rows.map((row) => [row.case, row.method, row.solved, row.peerSolved, row.peerNfev]),
      [
        ['Rosenbrock', 'l-bfgs', 'gradient', 'gradient', 1],
        ['Rosenbrock', 'again', 'gradient', 'gradient', 1],
        ['Beale', 'l-bfgs', 'gradient', 'no', 1],
      ],
    )
  })

  it('reports a method that throws', async () => {
    const broken = {
      ...contests[0],
      run: () => {
        throw new Error('out of order')
      },
    }
    const [row] = await duels({ name: '', problems: [beale] }, [broken], undefined, () => true)
    assert.deepEqual([row.solved, row.status, row.peerSolved], ['no', 'out of order', null])
  })
})

describe('startsFinite', () => {
  it('is false where f overflows', () => {
    assert.equal(startsFinite(scaled(jennrichSampson, 10)), true)
    assert.equal(startsFinite(scaled(jennrichSampson, 100)), false)
  })
})
