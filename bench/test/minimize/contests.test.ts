import assert from 'node:assert/strict'
import { BudgetSpent, judge, openAccount } from '../../minimize/account.ts'
import { bounded } from '../../minimize/bounds.ts'
import { contests, scipyJob } from '../../minimize/contests.ts'
import { mgh } from '../../minimize/mgh.ts'
import { rosenbrock } from '../../minimize/mgh/plane.ts'

const inBox = bounded[0]

describe('contests', () => {
  it('solve what they take, and count as we do', () => {
    for (const { method, takes, run } of contests) {
      for (const problem of [rosenbrock, inBox].filter(takes)) {
        const account = openAccount(problem, 1000)
        const { x, status } = run(problem, account, 1000)
        const { solved } = judge(problem, account, x, status)
        assert.notEqual(solved, 'no', `${method} on ${problem.name}: ${status}`)
      }
    }
  })

  it('solve all of Moré, Garbow and Hillstrom by Levenberg and Marquardt, and nearly all by Newton', () => {
    const unsolved = (wanted: string): string[] =>
      contests
        .filter(({ method }) => method === wanted)
        .flatMap(({ run }) =>
          mgh.filter((problem) => {
            const account = openAccount(problem, 10_000)
            const { x, status } = run(problem, account, 10_000)
            return judge(problem, account, x, status).solved === 'no'
          }),
        )
        .map(({ name }) => name)
    assert.deepEqual(unsolved('levenberg-marquardt'), [])
    assert.deepEqual(unsolved('trust-region'), [])
    assert.deepEqual(unsolved('newton-cg'), ['Meyer'])
  })

  it('keep to bounds by Levenberg and Marquardt', () => {
    const contest = contests.find(({ method }) => method === 'levenberg-marquardt')
    assert.ok(contest)
    const taken = bounded.filter(contest.takes)
    assert.ok(taken.length > 20)
    for (const problem of taken) {
      const account = openAccount(problem, 10_000)
      const { x, status } = contest.run(problem, account, 10_000)
      const { solved } = judge(problem, account, x, status)
      assert.notEqual(solved, 'no', `${problem.name}: ${status}`)
    }
  })

  it('stay within the budget', () => {
    for (const { method, run } of contests.filter(({ takes }) => takes(rosenbrock))) {
      const account = openAccount(rosenbrock, 5)
      try {
        assert.equal(run(rosenbrock, account, 5).converged, false, method)
      } catch (error) {
        // Products with the Hessian are evaluations here, and none for our methods.
        assert.ok(error instanceof BudgetSpent, method)
      }
      assert.ok(account.evaluations() <= 5, method)
    }
  })
})

describe('scipyJob', () => {
  it('says all that SciPy has to know', () => {
    const { lower, upper, start, method, options } = scipyJob('L-BFGS-B', inBox)
    assert.equal(method, 'L-BFGS-B')
    assert.deepEqual(
      [start, lower, upper],
      [
        [-1.2, 1],
        [-50, 0],
        [0.5, 100],
      ],
    )
    assert.equal(options.gtol, 1e-6)
    assert.equal(scipyJob('BFGS', rosenbrock).lower, undefined)
  })
})
