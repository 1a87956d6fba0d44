import assert from 'node:assert/strict'
import { cellName } from '../../reproduce/cell.ts'
import { choose, isTuned, lossTable, search, searchSeconds } from '../../reproduce/settings.ts'

const nothing = lossTable(new Map())

describe('choose', () => {
  it('takes what is published, and what is remembered until a search is finished', () => {
    assert.deepEqual(choose('mnist', 'kfac', nothing), {
      setting: { learningRate: 1, lambda: 3 },
      source: 'published',
    })
    assert.deepEqual(choose('digits', 'sgd', nothing), {
      setting: { learningRate: 0.03 },
      source: 'recollected',
    })
    assert.equal(isTuned('mnist', 'kbfgs'), false)
    assert.equal(isTuned('digits', 'kbfgs'), true)
  })

  it('takes what a finished search found', () => {
    const lossOf = lossTable(
      new Map(
        [...Array(3)].reduce((known: [string, number][]) => {
          const { cells } = search('mnist', 'sgd', lossTable(new Map(known)))
          return cells.map((cell) => [cellName(cell), Math.abs(cell.setting.learningRate - 0.3)])
        }, []),
      ),
    )
    assert.deepEqual(choose('mnist', 'sgd', lossOf), {
      setting: { learningRate: 0.3 },
      source: 'tuned',
    })
  })
})

describe('search', () => {
  it('gives every method the same number of runs and of seconds, at most three hours for all', () => {
    const problems = ['mnist', 'curves', 'faces', 'digits'] as const
    const methods = ['kbfgs', 'kbfgs-l', 'kfac', 'adam', 'rmsprop', 'sgd'] as const
    let total = 0
    for (const problem of problems) {
      for (const method of methods) {
        if (!isTuned(problem, method)) continue
        const { cells, later } = search(problem, method, () => 1)
        const seconds = cells.reduce(
          (sum, { budget }) => sum + ('seconds' in budget ? budget.seconds : Number.NaN),
          0,
        )
        assert.deepEqual([cells.length, later, seconds], [18, 0, searchSeconds(problem)])
        total += seconds
      }
    }
    assert.ok(total < 3 * 3600, `${total} s`)
  })
})
