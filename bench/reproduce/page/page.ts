import type { CellResult } from '../cell-result.ts'
import { parts, planOf } from '../plan.ts'
import { comparisonSection } from './comparison-section.ts'
import { finishedCells, type Finished } from './finished.ts'
import { command, table } from './markdown.ts'
import { publishedSection } from './published-section.ts'
import { joined, type Section } from './section.ts'
import { sensitivitySection } from './sensitivity-section.ts'
import { tuningSection } from './tuning-section.ts'

const titles = {
  tuning: 'search for settings',
  published: "the authors' own curves",
  comparison: 'the same time for every method',
  sensitivity: 'how much the settings matter',
}

/** What was run, and on what. */
function stateSection(finished: Finished): Section {
  const rows = parts.map((part) => {
    const { cells, later } = planOf(part, finished.lossOf)
    return [titles[part], finished.among(cells).length, cells.length + later]
  })
  const machines = new Set(
    finished.results
      .filter(({ cell }) => 'seconds' in cell.budget)
      .map(
        ({ machine: { processor, cores, node }, engine }) =>
          `${processor}, ${cores} cores, Node ${node}, ${engine.replace(/, [^,]* GFLOP.*$/, '')}`,
      ),
  )
  const stamp =
    machines.size === 0
      ? 'Nothing that depends on time was run yet.'
      : `Times are of ${[...machines].map((text) => `*${text}*`).join(' and ')}.`
  return {
    markdown: ['## What was run', table(['part', 'cells finished:', 'of:'], rows), stamp].join(
      '\n\n',
    ),
    figures: {},
  }
}

const introduction = `# Results

The experiments of the [K-BFGS paper](https://arxiv.org/abs/2006.08877) with this library: its three autoencoders and, for generalization, a classifier, each by six methods.

This page and its figures are made from the files in \`bench/results/paper/\` by \`npm run reproduce -- --page\`. A run is a *cell*: one problem, method, seed and setting. What is finished is kept and never run again, so the command below goes on where it was stopped, at any time, with Ctrl-C. Start it once for each core: each takes cells that the others have not.`

/** The page of results and its figures, made from finished cells and nothing else. */
export function makePage(results: readonly CellResult[]): Section {
  const finished = finishedCells(results)
  const { markdown, figures } = joined([
    { markdown: `${introduction}\n\n${command('npm run reproduce')}`, figures: {} },
    stateSection(finished),
    publishedSection(finished),
    comparisonSection(finished),
    sensitivitySection(finished),
    tuningSection(finished),
  ])
  return { markdown: `${markdown}\n`, figures }
}
