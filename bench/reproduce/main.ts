import { onInterruption } from '@kq/cli/interruption'
import path from 'node:path'
import { formatDuration } from '@kq/cli/format'
import { cellName } from './cell.ts'
import { readCells } from './cell-files.ts'
import { parseRequest, type Request, usage } from './command-line.ts'
import { originalData } from './original-data.ts'
import { makePage } from './page/page.ts'
import { writePage } from './page/write-page.ts'
import { runCells } from './run-cells.ts'
import { createForecast } from './time-left.ts'
import { workOf } from './work.ts'

const cellsFolder = path.join(import.meta.dirname, '../results/paper')

function list(request: Request): void {
  const original = request.data === undefined ? undefined : originalData(request.data).problem
  const { entries, later } = workOf(request, readCells(request.out), original)
  for (const { cell, finished } of entries) {
    console.log(`${finished ? 'done   ' : 'missing'}  ${cellName(cell)}`)
  }
  const missing = entries.filter(({ finished }) => !finished).map(({ cell }) => cell)
  const hours = formatDuration(createForecast().secondsFor(missing))
  const more = later > 0 ? ` and ${later} that these decide` : ''
  console.log(`${missing.length} of ${entries.length} cells are missing (about ${hours})${more}`)
}

async function main(): Promise<void> {
  const request = parseRequest(process.argv.slice(2), cellsFolder)
  if (request.action === 'help') console.log(usage)
  else if (request.action === 'list') list(request)
  else if (request.action === 'page') {
    const root = path.join(import.meta.dirname, '../..')
    for (const file of writePage(root, makePage(readCells(request.out)))) console.log(file)
  } else {
    const signal = onInterruption(() =>
      console.error(
        'Ending after this step, without this cell; press Ctrl-C again to leave at once.',
      ),
    )
    if (!(await runCells(request, signal))) process.exitCode = 130
  }
}

main().catch((error: Error) => {
  console.error(`${error.message}\n\nnpm run reproduce -- --help says what there is`)
  process.exitCode = 1
})
