import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Outcome } from '../../minimize/account.ts'
import { type MinimizeResults, minimizePage } from '../../minimize/page.ts'
import { duelRow, summarise } from '../../minimize/rows.ts'

const outcome = (solved: Outcome['solved'], nfev: number): Outcome => ({
  solved,
  nfev,
  reachedAt: undefined,
  fx: 0.25,
  gradientNorm: 0.0012,
  status: '',
})

const recorded = (extension: string): string =>
  readFileSync(new URL(`../../results/minimize.${extension}`, import.meta.url), 'utf8')

describe('minimizePage', () => {
  it('is what results/minimize.md says of results/minimize.json', () => {
    assert.equal(minimizePage(JSON.parse(recorded('json')) as MinimizeResults), recorded('md'))
  })

  it('has a table a group, what is left unsolved, and times', () => {
    const about = { group: 'plane, start × 10', method: 'l-bfgs', peer: 'L-BFGS-B' }
    const duels = [
      duelRow({ ...about, case: 'Beale' }, outcome('gradient', 11), outcome('value', 10)),
      duelRow({ ...about, case: 'Brown' }, outcome('gradient', 11), outcome('no', 99)),
    ]
    const machine = {
      processor: '',
      cores: 1,
      memoryGiB: 1,
      platform: '',
      node: 'v1',
      date: '2000-01-01',
      load: 0,
      contestants: { SciPy: 'SciPy 2' },
    }
    const time = { bench: 'minimize', case: 'L-BFGS', ours: 2, theirs: 3, ratio: 1.5, spread: 0.1 }
    const page = minimizePage({ machine, rows: [...summarise(duels), ...duels, time] })
    for (const line of [
      '| l-bfgs | L-BFGS-B | 2 of 2 | 1 of 2 | 11 | 10 | 1.10 |',
      '| Brown × 10 | l-bfgs | solved | L-BFGS-B | f 0.25, ‖∇f‖∞ 1e-3 |',
      '| L-BFGS | 2 | 3 | 1.50 ±5 % |',
    ]) {
      assert.ok(page.includes(line), page)
    }
    assert.ok(!page.includes('Beale'))
    assert.match(page, /SciPy 2, Node v1, 2000-01-01/)
  })
})
