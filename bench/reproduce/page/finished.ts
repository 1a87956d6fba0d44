import { type Cell, cellName } from '../cell.ts'
import type { CellResult } from '../cell-result.ts'
import { lossesOf } from '../work.ts'
import type { LossOf } from '../settings.ts'

/** What was run so far, to be looked up. */
export interface Finished {
  readonly results: readonly CellResult[]
  readonly lossOf: LossOf
  find(cell: Cell): CellResult | undefined
  /** Those of these cells that are finished. */
  among(cells: readonly Cell[]): CellResult[]
}

export function finishedCells(results: readonly CellResult[]): Finished {
  const byName = new Map(results.map((result) => [cellName(result.cell), result]))
  const find = (cell: Cell): CellResult | undefined => byName.get(cellName(cell))
  return {
    results,
    lossOf: lossesOf(results),
    find,
    among: (cells) => cells.map(find).filter((result) => result !== undefined),
  }
}

/** How many of the planned cells are there: `3 of 5 seeds`. */
export const countText = (finished: number, planned: number, what: string): string =>
  finished === planned ? `${planned} ${what}` : `${finished} of ${planned} ${what}`
