import { parseArgs } from 'node:util'
import { methodNames } from '@kq/cli/methods'
import { suggest } from '@kq/cli/suggest'
import { type Cell, cellName } from './cell.ts'
import { type Part, parts, problemNames } from './plan.ts'

/** What `npm run reproduce` was asked to do. */
export interface Request {
  readonly action: 'run' | 'list' | 'page' | 'help'
  readonly parts: readonly Part[]
  /** Problems, problem/method pairs or whole cells; none for all. */
  readonly only: readonly string[]
  readonly seeds: number | undefined
  readonly seconds: number | undefined
  /** The authors' own file. */
  readonly data: string | undefined
  readonly threads: number
  readonly out: string
}

export const usage: string = `npm run reproduce -- [options]

Trains every problem of the paper by every method, a cell (problem, method, seed, setting) at a time.
A finished cell is kept and never run again; Ctrl-C drops the one in progress. Start the same command
once for each core: each takes cells that the others have not. Without options it runs
what is missing of the comparison with the authors' curves, of the comparison of the methods, and of
the sensitivity to settings, which takes hours.

  --tune            search for the settings that are not published, then end
  --only LIST       some cells, separated by commas: mnist, mnist/kbfgs, or a name that --list shows
  --part NAME       one part: ${parts.join(', ')}
  --seeds N         seeds 1 to N, in place of each part's own number
  --seconds N       of training for each cell of the comparison
  --data FILE       the authors' data: digs3pts_1.mat (CURVES) or newfaces_rot_single.mat (FACES)
  --threads N       how many to compute with, 1 unless told
  --out FOLDER      where cells are kept, in place of bench/results/paper
  --list            show the cells and whether they are finished, and run nothing
  --page            make the figures and docs/results.md from the finished cells, and run nothing`

const wrong = (flag: string, value: string, expected: string): never => {
  throw new TypeError(`${flag} is ${value}; expected ${expected}`)
}

const whole = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) && value >= 1
    ? value
    : wrong(flag, text, 'a whole number of at least 1')
}

const positive = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  return Number.isFinite(value) && value > 0 ? value : wrong(flag, text, 'a number above 0')
}

/** @throws TypeError where a part of a selection is none, with what was perhaps meant */
function checkSelection(selection: string): void {
  const [problem, method] = selection.split('/')
  const original = problem.replace(/-original$/, '')
  for (const [given, known] of [
    [original, problemNames],
    [method ?? methodNames[0], methodNames],
  ] as const) {
    if (known.some((name) => name === given)) continue
    const meant = suggest(given, known)
    const hint = meant === undefined ? '' : `. Did you mean ${meant}?`
    wrong('--only', selection, `${given} to be one of ${known.join(', ')}${hint}`)
  }
}

/** @throws TypeError for what cannot be read */
export function parseRequest(args: readonly string[], defaultFolder: string): Request {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tune: { type: 'boolean' },
      only: { type: 'string' },
      part: { type: 'string' },
      seeds: { type: 'string' },
      seconds: { type: 'string' },
      data: { type: 'string' },
      threads: { type: 'string' },
      out: { type: 'string' },
      list: { type: 'boolean' },
      page: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const only = values.only?.split(',').map((name) => name.trim()) ?? []
  only.forEach(checkSelection)
  const part = parts.find((name) => name === values.part)
  if (values.part !== undefined && part === undefined) {
    wrong('--part', values.part, `one of ${parts.join(', ')}`)
  }
  return {
    action: values.help ? 'help' : values.page ? 'page' : values.list ? 'list' : 'run',
    parts: values.tune ? ['tuning'] : part ? [part] : parts.filter((name) => name !== 'tuning'),
    only,
    seeds: whole('--seeds', values.seeds),
    seconds: positive('--seconds', values.seconds),
    data: values.data,
    threads: whole('--threads', values.threads) ?? 1,
    out: values.out ?? defaultFolder,
  }
}

/** Whether a cell is among those asked for: `mnist/kbfgs` has no part in `mnist/kbfgs-l`. */
export const isSelected = (cell: Cell, only: readonly string[]): boolean =>
  only.length === 0 || only.some((name) => `${cellName(cell)}/`.startsWith(`${name}/`))
