import assert from 'node:assert/strict'
import fc from 'fast-check'
import { halving, rungs } from '../../reproduce/halving.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const grid = Array.from({ length: 12 }, (_, i) => `setting ${i}`)

describe('halving', () => {
  it('asks for the first rung, then for the best of each, and names the winner', () => {
    const known = new Map<string, number>()
    const key = (setting: string, shares: number): string => `${setting}, ${shares}`
    const lossOf = (setting: string, shares: number): number | undefined =>
      known.get(key(setting, shares))
    const sizes: number[][] = []
    for (;;) {
      const { trials, later, ranking } = halving(grid, lossOf)
      sizes.push([trials.length, later])
      if (ranking.length > 0) {
        assert.deepEqual(ranking.slice(0, 3), ['setting 5', 'setting 4', 'setting 6'])
        assert.deepEqual(ranking.toSorted(), grid.toSorted())
        break
      }
      const next = trials.find(({ setting, shares }) => lossOf(setting, shares) === undefined)!
      known.set(key(next.setting, next.shares), Math.abs(5 - grid.indexOf(next.setting)))
    }
    assert.deepEqual(sizes[0], [12, 6])
    assert.deepEqual(sizes[12], [16, 2])
    assert.deepEqual(sizes.at(-1), [18, 0])
  })

  it('ends after 18 trials with a setting whose loss is lowest at the end, whatever the losses', () =>
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 36, maxLength: 36 }), (losses) => {
        const lossOf = (setting: string, shares: number): number =>
          losses[3 * grid.indexOf(setting) + rungs.findIndex((rung) => rung.shares === shares)]
        const { trials, ranking } = halving(grid, lossOf)
        assert.equal(trials.length, 18)
        const last = trials.slice(-2).map(({ setting, shares }) => lossOf(setting, shares))
        const lowest = Math.min(...last.map((loss) => (Number.isNaN(loss) ? Infinity : loss)))
        const loss = lossOf(ranking[0], 4)
        assert.ok(loss === lowest || (Number.isNaN(loss) && lowest === Infinity))
      }),
      { numRuns },
    ))

  it('drops what diverged', () => {
    const { ranking } = halving(grid, (setting) => (setting === 'setting 7' ? 1 : Number.NaN))
    assert.equal(ranking[0], 'setting 7')
  })
})
