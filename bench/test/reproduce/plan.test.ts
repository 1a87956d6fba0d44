import assert from 'node:assert/strict'
import { cellName } from '../../reproduce/cell.ts'
import { parts, planOf } from '../../reproduce/plan.ts'
import { searchSeconds } from '../../reproduce/settings.ts'
import { createForecast } from '../../reproduce/time-left.ts'

const unknown = (): undefined => undefined

describe('planOf', () => {
  it('gives every method the same seconds and seeds on a problem, at the least those promised', () => {
    const { cells } = planOf('comparison', unknown)
    for (const [problem, least] of Object.entries({
      mnist: 300,
      faces: 300,
      curves: 150,
      digits: 150,
    })) {
      const own = cells.filter((cell) => cell.problem === problem)
      const methods = new Set(own.map(({ method }) => method))
      assert.equal(methods.size, 6)
      const budgets = [...methods].map((method) =>
        JSON.stringify(
          own
            .filter((cell) => cell.method === method)
            .map(({ seed, budget }) => ({ seed, budget })),
        ),
      )
      assert.equal(new Set(budgets).size, 1)
      for (const { budget } of own) assert.ok('seconds' in budget && budget.seconds >= least)
    }
  })

  it('has the first seed of everything before the second', () => {
    const seeds = planOf('comparison', unknown).cells.map(({ seed }) => seed)
    assert.deepEqual(
      seeds,
      seeds.toSorted((a, b) => a - b),
    )
  })

  it('takes seeds, seconds and the original data as wished', () => {
    const wishes = { seeds: 1, seconds: 7, original: 'faces' } as const
    const { cells } = planOf('comparison', unknown, wishes)
    assert.equal(cells.length, 24)
    assert.ok(cells.every(({ budget }) => 'seconds' in budget && budget.seconds === 7))
    const original = cells.filter(({ data }) => data === 'original')
    assert.deepEqual([...new Set(original.map(({ problem }) => problem))], ['faces'])
  })

  it("has five seeds of K-BFGS at the authors' setting, ten epochs each", () => {
    const names = planOf('published', unknown).cells.map(cellName)
    for (const seed of [1, 2, 3, 4, 5]) {
      assert.ok(names.includes(`mnist/kbfgs/lr0.3-lambda0.3-seed${seed}-10epochs`))
    }
  })

  it('runs no cell twice for the sake of a default', () => {
    const names = planOf('sensitivity', unknown).cells.map(cellName)
    // The middle of the heat map has the default of the decay.
    assert.equal(names.length, 16 + 4 + 4 - 1)
    assert.equal(new Set(names).size, names.length)
  })

  it('takes at most eight hours on two cores, the search included', () => {
    const cells = parts
      .filter((part) => part !== 'tuning')
      .flatMap((part) => planOf(part, unknown).cells)
    const searches =
      4 * searchSeconds('mnist') + 6 * (searchSeconds('faces') + 2 * searchSeconds('curves'))
    const hours = (createForecast().secondsFor(cells) + 1.1 * searches) / 3600
    assert.ok(hours < 8, `${hours}`)
  })
})
