import type { BenchRow, RatioRow } from '../bench.ts'
import type { Machine } from '../machine.ts'
import { budget } from './duels.ts'
import { type DuelRow, groupBy, type SummaryRow } from './rows.ts'
import { gradientTarget, valueTarget } from './target.ts'

/** What `npm run bench -- minimize --json FILE` writes. */
export interface MinimizeResults {
  readonly machine: Machine
  readonly rows: readonly BenchRow[]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((cell) => (/^[A-Z]?[a-z]/.test(cell) ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const rounded = (value: number | null): string =>
  value === null ? '' : String(Number(value.toPrecision(3)))

const summaryTable = (rows: readonly SummaryRow[]): string =>
  table(
    ['method', 'SciPy’s', 'solved', 'SciPy: solved', 'median nfev', 'SciPy: median nfev', 'ratio'],
    rows.map((row) => [
      row.method,
      row.peer,
      `${row.solved} of ${row.starts}`,
      `${row.peerSolved} of ${row.starts}`,
      rounded(row.medianNfev),
      rounded(row.peerMedianNfev),
      row.nfevRatio.toFixed(2),
    ]),
  )

const end = (solved: string | null, fx: number | null, norm: number | null): string =>
  solved === 'no' ? `f ${rounded(fx)}, ‖∇f‖∞ ${norm?.toExponential(0)}` : 'solved'

const unsolvedTable = (rows: readonly DuelRow[]): string =>
  table(
    ['start', 'method', 'ours', 'SciPy’s', 'SciPy'],
    rows.map((row) => [
      row.group.includes('×') ? `${row.case} ×${row.group.split('×')[1]}` : row.case,
      row.method,
      end(row.solved, row.fx, row.gradientNorm),
      row.peer,
      end(row.peerSolved, row.peerFx, row.peerGradientNorm),
    ]),
  )

const speedTable = (rows: readonly RatioRow[]): string =>
  table(
    ['case', 'ours, ms', 'SciPy, ms', 'SciPy ÷ ours'],
    rows.map(({ case: name, ours, theirs, ratio, spread }) => [
      name,
      rounded(ours),
      rounded(theirs),
      `${ratio.toFixed(2)} ±${Math.round(50 * spread)} %`,
    ]),
  )

/** The recorded results as a page. */
export function minimizePage({ machine, rows }: MinimizeResults): string {
  const summaries = rows.filter((row) => 'starts' in row) as SummaryRow[]
  const unsolved = (rows.filter((row) => 'peerSolved' in row && 'fx' in row) as DuelRow[]).filter(
    ({ solved, peerSolved }) => solved === 'no' || peerSolved === 'no',
  )
  const times = rows.filter((row) => 'spread' in row) as RatioRow[]
  const parts = [
    `# Minimisers beside SciPy’s

Made by \`npm run bench -- minimize --page\` of \`bench/results/minimize.json\`; ${machine.contestants.SciPy}, Node ${machine.node}, ${machine.date}.

Both sides minimise the same functions, computed in JavaScript. A start is solved where the x that is returned has ‖∇f‖∞ ≤ ${gradientTarget} (with bounds: of the projected gradient), or an f within ${valueTarget} · max(1, |f*|) of a known minimum, after at most ${budget} evaluations. *nfev* is the median of the evaluations until the method stopped, over the starts that both solve; an evaluation is f with ∇f, the residuals, or a product with the Hessian. *ratio* is ours ÷ SciPy’s.`,
    ...[...groupBy(summaries, (row) => row.case)].map(
      ([group, found]) => `## ${group[0].toUpperCase()}${group.slice(1)}\n\n${summaryTable(found)}`,
    ),
    `## Left unsolved by one of the two\n\n${unsolvedTable(unsolved)}`,
    ...(times.length > 0 ? [`## Time of an iteration\n\n${speedTable(times)}`] : []),
  ]
  return `${parts.join('\n\n')}\n`
}
