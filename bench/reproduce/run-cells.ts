import { setTimeout } from 'node:timers/promises'
import { engines } from '@kq/cli/engines'
import { formatDuration, formatLoss } from '@kq/cli/format'
import { type ProblemName, problems } from '@kq/cli/problems'
import { createProgress } from '@kq/cli/progress'
import { showTraining } from '@kq/cli/training-progress'
import type { TrainAndTest } from '@kq/data/dataset'
import { engineText, openEngine } from '@kq/linalg/open-engine'
import { type Cell, cellName } from './cell.ts'
import { isFinished, readCells, writeCell } from './cell-files.ts'
import type { CellResult } from './cell-result.ts'
import { claimCell } from './claim.ts'
import type { Request } from './command-line.ts'
import { type OriginalData, originalData } from './original-data.ts'
import { runCell } from './run-cell.ts'
import { createForecast } from './time-left.ts'
import { workOf } from './work.ts'

/** Of the sets that are drawn: all seeds train on the same images. */
const dataSeed = 1

/** Keeps the data of one problem: two of them may be too many. */
function dataLoader(
  original: OriginalData | undefined,
  say: (line: string) => void,
): (problem: ProblemName) => Promise<TrainAndTest> {
  let held: { readonly problem: ProblemName; readonly data: TrainAndTest } | undefined
  return async (problem) => {
    if (held?.problem !== problem) {
      held = undefined
      const data =
        original?.problem === problem
          ? await original.load()
          : await problems[problem].load(dataSeed, say)
      held = { problem, data }
    }
    return held.data
  }
}

const outcome = ({ diverged, ended, final, iterations, epochs }: CellResult): string => {
  if (diverged || !final) return `ended early: ${ended}`
  const losses = `train ${formatLoss(final.trainLoss)}, test ${formatLoss(final.testLoss)}`
  return `${losses} after ${epochs.toFixed(1)} epochs, ${iterations} iterations`
}

/** A cell of these that no other command has, and how many others do have. */
function takeOne(
  folder: string,
  cells: readonly Cell[],
): {
  readonly taken?: { readonly cell: Cell; readonly give: () => void }
  readonly others: number
} {
  for (const [others, cell] of cells.entries()) {
    const give = claimCell(folder, cell)
    if (give) return { taken: { cell, give }, others }
  }
  return { others: cells.length }
}

const secondsToWait = 2

/**
 * Runs the cells that are missing, one after the other, until the signal says to stop. Other
 * commands may do the same beside it: each takes what the others have not.
 *
 * @returns whether all are finished
 */
export async function runCells(request: Request, signal: AbortSignal): Promise<boolean> {
  const progress = createProgress({ stream: process.stdout })
  const say = progress.log
  const original = request.data === undefined ? undefined : originalData(request.data)
  const { engine, report } = await openEngine({ engines: engines.wasm, threads: request.threads })
  say(engineText(report))
  const load = dataLoader(original, say)
  const forecast = createForecast()
  let waits = false
  try {
    for (let first = true; !signal.aborted; first = false) {
      const { entries, later } = workOf(request, readCells(request.out), original?.problem)
      const missing = entries.filter(({ finished }) => !finished).map(({ cell }) => cell)
      if (missing.length === 0) {
        const count = `${entries.length} of ${entries.length} cells are finished`
        say(first ? `Nothing to do: ${count}.` : `Done: ${count}.`)
        return true
      }
      const { taken, others } = takeOne(request.out, missing)
      if (!taken) {
        if (!waits) say(`Waiting for ${others} cells that other commands run …`)
        waits = true
        await setTimeout(1000 * secondsToWait, undefined, { signal }).catch(() => undefined)
        continue
      }
      waits = false
      const { cell, give } = taken
      const name = cellName(cell)
      try {
        // It may have been finished since the folder was read.
        if (isFinished(request.out, cell)) continue
        const left = formatDuration(forecast.secondsFor(missing) / (1 + others))
        const number = entries.length - missing.length + others + 1
        const label = `${number}/${entries.length + later} (${left} left in all) ${name}`
        const begun = performance.now()
        const data = await load(cell.problem)
        const result = await runCell(cell, {
          data,
          engine,
          engineText: engineText(report),
          signal,
          onEvent: showTraining(progress, {
            label,
            ...('seconds' in cell.budget
              ? { secondsLimit: cell.budget.seconds }
              : { epochLimit: cell.budget.epochs }),
          }),
        })
        if (!result) break
        forecast.learn(cell, (performance.now() - begun) / 1000)
        writeCell(request.out, result)
        say(`${name}: ${outcome(result)}`)
      } finally {
        give()
      }
    }
    say('Stopped; the cell in progress was dropped. The same command goes on with it.')
    return false
  } finally {
    progress.stop()
  }
}
