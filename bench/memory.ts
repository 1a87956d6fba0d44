import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { engines } from '@kq/cli/engines'
import { analyticState, type MemoryMethod } from './analytic-state.ts'
import { type Bench, type BenchRow, named } from './bench.ts'
import type { MemoryTask } from './memory-task.ts'
import { networks } from './networks.ts'
import { median, quartileSpread } from './statistics.ts'

/*
 * The peak resident memory of a training process, from its start to its end with warm start and
 * evaluations, against the sum of what it cannot do without: the state of `analytic-state.ts`, the
 * data, and 60 MB for Node.js and the program.
 */

const program = 60e6
const rows = 4000
const batchSize = 1000

const cases: readonly (readonly [MemoryTask['network'], MemoryMethod])[] = [
  ['faces', 'kbfgs'],
  ['faces', 'kbfgs-l'],
  ['faces', 'kfac'],
  ['faces', 'adam'],
  ['mnist', 'kbfgs'],
  ['mnist', 'kbfgs-l'],
  ['mnist', 'kfac'],
  ['mnist', 'adam'],
]

/** Bytes that the task needs in float32. */
function analyticBytes({ network, method, rows, batchSize }: MemoryTask): number {
  const { sizes } = networks[network]
  return 4 * (analyticState(method, sizes, batchSize) + rows * sizes[0]) + program
}

const run = promisify(execFile)

async function peakBytes(task: MemoryTask): Promise<number> {
  const child = fileURLToPath(new URL('memory-case.ts', import.meta.url))
  const { stdout } = await run(process.execPath, [...process.execArgv, child, JSON.stringify(task)])
  return (JSON.parse(stdout) as { peakBytes: number }).peakBytes
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** `npm run bench -- memory`. */
export const memoryBench: Bench = {
  name: 'memory',
  summary: 'peak resident memory of a training process, against what it cannot do without',
  options: {
    engine: { type: 'string' },
    threads: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean' },
  },
  async run(values) {
    const { quick = false, only = quick ? 'faces kbfgs ' : '' } = values
    const engineName = (values.engine ?? 'wasm') as MemoryTask['engine']
    named('--engine', engines, engineName)
    const threads = Number(values.threads ?? 1)
    const rounds = Number(values.rounds ?? (quick ? 1 : 3))
    const found: BenchRow[] = []
    for (const [network, method] of cases) {
      if (!`${network} ${method} `.includes(String(only))) continue
      const iterations = quick ? 2 : 6
      const task = { network, method, engine: engineName, threads, rows, batchSize, iterations }
      const peaks: number[] = []
      for (let round = 0; round < rounds; round++) peaks.push(await peakBytes(task))
      const [ours, theirs] = [median(peaks), analyticBytes(task)]
      const spread = quartileSpread(peaks)
      console.log(
        `${network.padEnd(6)} ${method.padEnd(8)} ${megabytes(ours).padStart(8)} of ${megabytes(theirs)}: ` +
          `${(ours / theirs).toFixed(2)} × analytic  spread ${Math.round(100 * spread)} %`,
      )
      found.push({
        bench: 'memory',
        case: `${network} ${method}`,
        engine: engineName,
        peer: 'analytic state',
        dtype: 'float32',
        threads,
        ours: ours / 1e6,
        theirs: theirs / 1e6,
        unit: 'MB',
        ratio: theirs / ours,
        spread,
      })
    }
    return found
  },
}
