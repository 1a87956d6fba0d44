/*
 * A finished cell is two files: NAME.csv, its losses on the way, and NAME.json, all else. Both are
 * written aside and renamed, the second one last: where it is, the cell is finished.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { EvaluationRecord } from '@kq/optim/training-events'
import { type Cell, cellName } from './cell.ts'
import type { CellResult, CellSummary } from './cell-result.ts'

const columns = [
  'seconds',
  'epoch',
  'iteration',
  'trainLoss',
  'trainError',
  'testLoss',
  'testError',
] as const satisfies readonly (keyof EvaluationRecord)[]

/** Eight digits: one more than float32 has. */
const numberText = (value: number): string => String(Number(value.toPrecision(8)))

const csv = (history: readonly EvaluationRecord[]): string =>
  [
    columns.join(','),
    ...history.map((record) => columns.map((column) => numberText(record[column])).join(',')),
    '',
  ].join('\n')

/** The history in a cell's CSV. @throws Error where it is none, with its name */
function parseCsv(text: string, file: string): EvaluationRecord[] {
  const [header, ...lines] = text.trimEnd().split('\n')
  if (header !== columns.join(',')) {
    throw new Error(`${file}: the first line is "${header}"; expected "${columns.join(',')}"`)
  }
  return lines.map((line) => {
    const cells = line.split(',').map(Number)
    if (cells.length !== columns.length) {
      throw new Error(`${file}: "${line}" has ${cells.length} cells; expected ${columns.length}`)
    }
    return Object.fromEntries(
      columns.map((column, i) => [column, cells[i]]),
    ) as unknown as EvaluationRecord
  })
}

const replaceFile = (file: string, text: string): void => {
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
}

export function writeCell(folder: string, { history, ...summary }: CellResult): void {
  const path = join(folder, cellName(summary.cell))
  mkdirSync(dirname(path), { recursive: true })
  replaceFile(`${path}.csv`, csv(history))
  replaceFile(`${path}.json`, `${JSON.stringify(summary, undefined, 1)}\n`)
}

export const isFinished = (folder: string, cell: Cell): boolean =>
  existsSync(join(folder, `${cellName(cell)}.json`))

const readCell = (path: string): CellResult => ({
  ...(JSON.parse(readFileSync(`${path}.json`, 'utf8')) as CellSummary),
  history: parseCsv(readFileSync(`${path}.csv`, 'utf8'), `${path}.csv`),
})

/** Every finished cell in a folder, by name. */
export const readCells = (folder: string): CellResult[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => readCell(join(folder, name.slice(0, -'.json'.length))))
    : []
