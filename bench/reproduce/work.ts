import type { ProblemName } from '@kq/cli/problems'
import { type Cell, cellName } from './cell.ts'
import type { CellResult } from './cell-result.ts'
import { isSelected, type Request } from './command-line.ts'
import { planOf } from './plan.ts'
import { type LossOf, lossTable } from './settings.ts'

/** A cell of the plan and whether it is finished. */
interface Entry {
  readonly cell: Cell
  readonly finished: boolean
}

/** What was asked for, as far as finished cells decide it. */
export interface Work {
  readonly entries: readonly Entry[]
  /** Cells that cannot be told yet. */
  readonly later: number
}

/** The loss that tells settings apart: the training loss at the end of the history. */
const lastLoss = ({ diverged, history }: CellResult): number =>
  diverged ? Number.NaN : (history.at(-1)?.trainLoss ?? Number.NaN)

export const lossesOf = (results: readonly CellResult[]): LossOf =>
  lossTable(new Map(results.map((result) => [cellName(result.cell), lastLoss(result)])))

/** The cells that a request asks for, each once, in the order in which they are run. */
export function workOf(
  request: Pick<Request, 'parts' | 'only' | 'seeds' | 'seconds'>,
  results: readonly CellResult[],
  original?: ProblemName,
): Work {
  const finished = new Set(results.map(({ cell }) => cellName(cell)))
  const plans = request.parts.map((part) =>
    planOf(part, lossesOf(results), { ...request, original }),
  )
  const cells = new Map(
    plans
      .flatMap((plan) => plan.cells)
      .filter((cell) => isSelected(cell, request.only))
      .map((cell) => [cellName(cell), cell]),
  )
  return {
    entries: [...cells].map(([name, cell]) => ({ cell, finished: finished.has(name) })),
    // Some of these may belong to searches that were not asked for.
    later: request.only.length === 0 ? plans.reduce((sum, { later }) => sum + later, 0) : 0,
  }
}
