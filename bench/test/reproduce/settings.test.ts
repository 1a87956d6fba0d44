import assert from 'node:assert/strict'
import type { PaperMethod, PaperSetting } from '@kq/optim/presets'
import { type Cell, cellName } from '../../reproduce/cell.ts'
import {
  type Choice,
  choose,
  isTuned,
  lossTable,
  search,
  searchSeconds,
} from '../../reproduce/settings.ts'

const nothing = lossTable(new Map())

const whole =
  (problem: 'mnist' | 'digits', method: PaperMethod) =>
  (setting: PaperSetting): Cell[] =>
    [1, 2].map((seed) => ({
      problem,
      data: 'ours',
      method,
      setting,
      seed,
      budget: { seconds: 300 },
    }))

describe('choose', () => {
  it('takes what is published, and what is remembered until a search is finished', () => {
    assert.deepEqual(choose('mnist', 'kfac', nothing, whole('mnist', 'kfac')), {
      setting: { learningRate: 1, lambda: 3 },
      source: 'published',
      diverged: [],
    })
    assert.deepEqual(choose('digits', 'sgd', nothing, whole('digits', 'sgd')), {
      setting: { learningRate: 0.03 },
      source: 'recollected',
      diverged: [],
    })
    assert.equal(isTuned('mnist', 'kbfgs'), false)
    assert.equal(isTuned('digits', 'kbfgs'), true)
  })

  it('takes what a finished search found, or the next that diverges with no seed', () => {
    const known = [...Array(3)].reduce((losses: [string, number][]) => {
      const { cells } = search('mnist', 'sgd', lossTable(new Map(losses)))
      return cells.map((cell) => [cellName(cell), Math.abs(cell.setting.learningRate - 0.3)])
    }, [])
    const full = whole('mnist', 'sgd')
    const after = (diverged: readonly (readonly [rate: number, seed: number])[]): Choice =>
      choose(
        'mnist',
        'sgd',
        lossTable(
          new Map([
            ...known,
            ...diverged.map(
              ([learningRate, seed]) =>
                [cellName(full({ learningRate })[seed - 1]), Number.NaN] as const,
            ),
          ]),
        ),
        full,
      )
    assert.deepEqual(after([]), {
      setting: { learningRate: 0.3 },
      source: 'tuned',
      diverged: [],
    })
    assert.deepEqual(
      after([
        [0.3, 1],
        [0.1, 2],
      ]),
      {
        setting: { learningRate: 0.03 },
        source: 'tuned',
        diverged: [{ learningRate: 0.3 }, { learningRate: 0.1 }],
      },
    )
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
