import assert from 'node:assert/strict'
import { type Account, openAccount } from '../../minimize/account.ts'
import { scipyJob } from '../../minimize/contests.ts'
import { rosenbrock, beale } from '../../minimize/mgh/plane.ts'
import { box, type Problem } from '../../minimize/problem.ts'
import { type ScipyPeer, startScipy } from '../../minimize/scipy.ts'

describe('startScipy', () => {
  let scipy: ScipyPeer

  before(async function () {
    try {
      scipy = await startScipy()
    } catch (error) {
      this.skipBecause((error as Error).message)
    }
  })
  after(() => scipy?.stop())

  const solve = async (
    peer: string,
    problem: Problem,
    budget = 1000,
  ): Promise<[Account, number]> => {
    const account = openAccount(problem, budget)
    const { x } = await scipy.minimize(scipyJob(peer, problem), account)
    const point = x ? Float64Array.from(x) : account.best()
    return [account, problem.evaluate(point, new Float64Array(point.length))]
  }

  it('minimises by each method what JavaScript computes', async () => {
    assert.match(scipy.about, /^SciPy \d/)
    for (const peer of ['L-BFGS-B', 'BFGS', 'trust-ncg', 'least_squares']) {
      const [account, fx] = await solve(peer, rosenbrock)
      assert.ok(fx < 1e-10, `${peer} ends at ${fx}`)
      assert.ok(account.evaluations() > 10, peer)
    }
  })

  it('is told the bounds', async () => {
    const inBox: Problem = {
      ...beale,
      start: Float64Array.of(1, 1),
      bounds: box(2, 0.5, [2, Number.POSITIVE_INFINITY]),
    }
    for (const peer of ['L-BFGS-B', 'least_squares']) {
      const [account, fx] = await solve(peer, inBox)
      assert.ok(Math.abs(fx - 1.578125) < 1e-6, `${peer} ends at ${fx}`)
      assert.ok(account.best()[0] <= 2, peer)
    }
  })

  it('is stopped when the evaluations are spent, and works on', async () => {
    const [account] = await solve('BFGS', rosenbrock, 5)
    assert.equal(account.evaluations(), 5)
    const [, fx] = await solve('BFGS', rosenbrock)
    assert.ok(fx < 1e-10)
  })

  it('reports what fails', async () => {
    const job = { ...scipyJob('BFGS', rosenbrock), method: 'astrology' }
    const { x, status } = await scipy.minimize(job, openAccount(rosenbrock, 10))
    assert.equal(x, undefined)
    assert.match(status, /ValueError.*astrology/)
  })

  it('times functions of its own', async () => {
    for (const name of ['paired', 'chained'] as const) {
      const { seconds, nit } = await scipy.time({ function: name, n: 10, iterations: 3 })
      assert.equal(nit, 3, name)
      assert.ok(seconds > 0, name)
    }
    const astrology = 'astrology' as 'paired'
    await assert.rejects(scipy.time({ function: astrology, n: 10, iterations: 3 }), /KeyError/)
  })
})
