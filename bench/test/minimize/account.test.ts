import assert from 'node:assert/strict'
import { BudgetSpent, judge, openAccount } from '../../minimize/account.ts'
import { rosenbrock } from '../../minimize/mgh/plane.ts'

const at = (...x: number[]): Float64Array => Float64Array.from(x)

describe('openAccount', () => {
  it('counts, notes when the target is met, and keeps the best', () => {
    const account = openAccount(rosenbrock, 10)
    assert.equal(account.evaluate(at(0, 0)).value, 1)
    account.residuals(at(3, 3))
    account.jacobian(at(3, 3))
    assert.equal(account.reachedAt(), undefined)
    account.evaluate(at(1, 1))
    account.evaluate(at(2, 2))
    assert.equal(account.evaluations(), 4)
    assert.equal(account.reachedAt(), 3)
    assert.deepEqual([...account.best()], [1, 1])
  })

  it('refuses what is beyond the budget', () => {
    const account = openAccount(rosenbrock, 1)
    account.evaluate(at(0, 0))
    assert.throws(() => account.evaluate(at(0, 0)), BudgetSpent)
    assert.throws(() => account.product(at(0, 0), at(1, 0)), BudgetSpent)
    assert.equal(account.evaluations(), 1)
  })

  it('multiplies by the Hessian', () => {
    const product = openAccount(rosenbrock, 1).product(at(1, 1), at(1, 2))
    assert.ok(Math.abs(product[0] - (802 - 800)) < 1e-6)
    assert.ok(Math.abs(product[1] - (-400 + 400)) < 1e-6)
  })

  it('gives the equations of those that have them', () => {
    const account = openAccount(rosenbrock, 1)
    assert.deepEqual([...account.jacobian(at(1, 1))], [-20, 10, -1, 0])
    assert.throws(() => openAccount({ ...rosenbrock, equations: undefined }, 1).jacobian(at(1, 1)))
  })
})

describe('judge', () => {
  it('looks at the x that was returned', () => {
    const account = openAccount(rosenbrock, 10)
    account.evaluate(at(1, 1))
    const { solved, nfev, reachedAt, fx } = judge(rosenbrock, account, at(0, 0), '')
    assert.deepEqual(
      { solved, nfev, reachedAt, fx },
      { solved: 'no', nfev: 1, reachedAt: 1, fx: 1 },
    )
  })
})
