import { formatLoss } from '@kq/cli/format'
import { methodNames } from '@kq/cli/methods'
import { grids, isAtEdge } from '../grids.ts'
import { rungs } from '../halving.ts'
import { problemNames } from '../plan.ts'
import { isTuned, search, searchSeconds } from '../settings.ts'
import type { Finished } from './finished.ts'
import { command, table } from './markdown.ts'
import { methodLabel, problemTitles, settingLabel } from './names.ts'
import type { Section } from './section.ts'

const searches = problemNames.flatMap((problem) =>
  methodNames.filter((method) => isTuned(problem, method)).map((method) => ({ problem, method })),
)

/** Where the settings come from that are not published. */
export function tuningSection(finished: Finished): Section {
  const found = searches.map(({ problem, method }) => {
    const { cells, ranking } = search(problem, method, finished.lossOf)
    const best = ranking.at(0)
    const results = finished.among(cells)
    return { problem, method, results, best }
  })
  const complete = found.filter(({ best }) => best)
  const begun = found.filter(({ best, results }) => !best && results.length > 0)
  const seconds = problemNames
    .map((name) => `${problemTitles[name]} ${searchSeconds(name)}`)
    .join('; ')
  const stages = rungs
    .map(
      ({ settings, shares }) => `${settings} for ${shares === 1 ? 'a share' : `${shares} shares`}`,
    )
    .join(', ')
  const text = [
    '## Where the settings come from',
    `K-BFGS and KFAC on MNIST have the settings of the authors' notebook. All others are searched for, with the same effort for every method: a grid of ${grids.adam.length} settings, 1 and 3 times powers of ten, is thinned out by successive halving on the training loss (${stages}). Trials begin with a warm start of 2 batches. Seconds of training for one method: ${seconds}. Trials are much shorter than the comparison: a search favours what is fast at first, and need not find what is best at the end. Until a search is finished, a method runs with settings that are remembered from the paper and marked as not certain.`,
    `${complete.length} of ${searches.length} searches are finished${begun.length > 0 ? `, ${begun.length} begun` : ''}.`,
  ]
  if (complete.length < searches.length) text.push(command('npm run reproduce -- --tune'))
  if (complete.length > 0) {
    text.push(
      table(
        ['problem', 'method', 'setting', 'train loss:', 'remarks'],
        complete.map(({ problem, method, best, results }) => {
          const winner = results
            .filter(({ cell }) => best && settingLabel(cell.setting) === settingLabel(best))
            .at(-1)
          const loss = winner?.history.at(-1)?.trainLoss ?? Number.NaN
          return [
            problemTitles[problem],
            methodLabel(method),
            best ? settingLabel(best) : '',
            formatLoss(loss),
            best && isAtEdge(method, best) ? 'the learning rate is at the edge of the grid' : '',
          ]
        }),
      ),
    )
  }
  return { markdown: text.join('\n\n'), figures: {} }
}
