import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makePage } from '../../../reproduce/page/page.ts'
import { pageFiles } from '../../../reproduce/page/write-page.ts'
import { readCells } from '../../../reproduce/cell-files.ts'
import { parts, planOf } from '../../../reproduce/plan.ts'
import { lossesOf } from '../../../reproduce/work.ts'
import type { CellResult } from '../../../reproduce/cell-result.ts'
import { assertWellFormed } from '../../../../packages/cli/test/laws/well-formed.ts'
import { fakeResult } from '../support/fake-result.ts'

const root = path.join(import.meta.dirname, '../../../..')

describe('the committed page', () => {
  const files = pageFiles(makePage(readCells(path.join(root, 'bench/results/paper'))))

  it('is what the script makes of the committed cells: npm run reproduce -- --page', () => {
    for (const [name, text] of Object.entries(files)) {
      assert.equal(readFileSync(path.join(root, name), 'utf8'), text, name)
    }
  })

  it('has no figure beside it that it does not show', () => {
    const folder = 'bench/results/paper/figures'
    const results = path.join(root, 'bench/results/paper')
    const all = existsSync(results)
      ? readdirSync(results, { recursive: true, encoding: 'utf8' })
      : []
    for (const name of all.filter((file) => file.endsWith('.svg'))) {
      assert.ok(`${folder}/${path.basename(name)}` in files, name)
    }
  })
})

/** Every cell of the plan, searches to their end, as if it had been run. */
function allResults(make: (result: CellResult, index: number) => CellResult): CellResult[] {
  let results: CellResult[] = []
  for (;;) {
    const known = new Set(results.map(({ cell }) => JSON.stringify(cell)))
    const cells = parts
      .flatMap((part) => planOf(part, lossesOf(results)).cells)
      .filter((cell) => !known.has(JSON.stringify(cell)))
    if (cells.length === 0) return results
    results = [
      ...results,
      ...cells.map((cell, i) => make(fakeResult(cell, { last: 60 + i / 100 }), i)),
    ]
  }
}

describe('makePage', () => {
  it('says of everything that it was not run, and how to run it, where nothing was', () => {
    const { markdown, figures } = makePage([])
    assert.deepEqual(figures, {})
    assert.equal(markdown.match(/^Not run yet:$/gm)?.length, 3 + 4 + 1)
    assert.match(markdown, /npm run reproduce -- --tune/)
    assert.match(markdown, /Nothing that depends on time was run yet/)
    assert.doesNotMatch(markdown, /undefined|NaN/)
  })

  it('shows every figure that it has, each a whole file, where everything was run', () => {
    const { markdown, figures } = makePage(allResults((result) => result))
    const shown = [...markdown.matchAll(/!\[[^\]]+\]\([^)]*\/([^/]+)\.svg\)/g)].map(
      ([, name]) => name,
    )
    assert.deepEqual(shown.toSorted(), Object.keys(figures).toSorted())
    assert.equal(shown.length, 2 + 4 * 4 + 1 + 1)
    for (const svg of Object.values(figures)) assertWellFormed(svg)
    assert.doesNotMatch(markdown, /Not run yet|undefined|NaN|not certain, not tuned/)
    assert.match(markdown, /22 of 22 searches are finished/)
  })

  it('names the winners, the losers by how much, and what diverged', () => {
    const results = planOf('comparison', () => undefined)
      .cells.filter(({ problem, seed }) => problem === 'mnist' && seed === 1)
      .map((cell) =>
        fakeResult(cell, {
          last: { kbfgs: 50, kfac: 55, adam: 60 }[cell.method as string] ?? 100,
          diverged: cell.method === 'sgd',
        }),
      )
    const { markdown } = makePage(results.filter(({ cell }) => cell.method !== 'rmsprop'))
    assert.match(markdown, /5 of 18 cells\. K-BFGS ends lowest, in training and in test\./)
    assert.match(markdown, /KFAC 10\.00 % above and Adam 20\.00 % above\./)
    assert.match(markdown, /Left out, since runs diverged: SGD-momentum\. Not run yet: RMSprop\./)
    assert.match(markdown, /\| K-BFGS \| α = 0\.3, λ = 0\.3 \(published\) \| 1 of 3 \| 50\.00 \|/)
  })

  it('says what else ran the whole time, and how it ended', () => {
    const [cell] = planOf('comparison', () => undefined).cells
    const other = { ...cell, setting: { ...cell.setting, lambda: 0.1 } }
    const shorter = { ...other, budget: { seconds: 1 } }
    const { markdown } = makePage([
      fakeResult(cell, { last: 50 }),
      fakeResult(other, { last: 70 }),
      fakeResult({ ...other, seed: 2 }, { last: 72 }),
      fakeResult(shorter, { last: 90 }),
    ])
    assert.match(markdown, /\| with α = 0\.3, λ = 0\.1: 71\.00, 2 seeds \|/)
    assert.doesNotMatch(markdown, /90\.00/)
  })

  it("holds losses against the authors', epoch by epoch", () => {
    const [cell] = planOf('published', () => undefined).cells
    const published = [
      169.018, 109.642, 85.177, 73.753, 68.034, 64.97, 63.17, 61.737, 60.63, 59.808,
    ]
    const at = (factor: (epoch: number) => number): string => {
      const result = fakeResult(cell)
      const history = result.history.map((record, epoch) =>
        epoch === 0 ? record : { ...record, trainLoss: published[epoch - 1] * factor(epoch) },
      )
      return makePage([{ ...result, history }]).markdown
    }
    assert.match(
      at(() => 1.01),
      /1 of 5 seeds: median\. Within the bounds in every epoch; .* at 1\.01/,
    )
    assert.match(
      at((epoch) => (epoch <= 5 ? 1.04 : 1.019)),
      /Within the bounds in every epoch/,
    )
    assert.match(
      at((epoch) => (epoch === 3 || epoch === 7 ? 1.06 : 1)),
      /Above the bounds in epoch 3, 7: up to 1\.06/,
    )
    assert.match(
      at((epoch) => (epoch === 2 ? 0.85 : 1)),
      /Below 0\.9 times .* in epoch 2/,
    )
  })
})
