import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type EngineName, engines } from '@kq/cli/engines'
import type { Dtype } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import { host } from '@kq/linalg/open-engine'
import { goldenFiles } from './golden-files.ts'
import { parseGolden } from './golden-file.ts'
import { type Replay, replay } from './replay.ts'
import { replayUnits } from './units.ts'

const usage = `npm run conformance -- [--engine ${Object.keys(engines).join('|')}] [--dtype float64|float32] FILE…

Replays golden files: trajectories of the paper's authors' own program, and single updates.
A line a file: the worst relative deviation of a loss, the worst absolute one of a final weight,
and the first recorded quantity that differs. Without files, all of bench/conformance/golden.`

/** The engine itself, not what stands in for it where it does not start. */
async function open(name: EngineName, dtype: Dtype): Promise<Engine> {
  const [kind = host] = engines[name]
  return (await kind.start({ dtype, threads: 'auto' })).engine
}

const figure = (value: number): string => (Number.isNaN(value) ? '–' : value.toExponential(1))

function line(name: string, { passed, loss, weight, first }: Replay): string {
  const verdict = passed ? 'pass' : 'FAIL'
  const at = first
    ? `  first: ${first.what} (${first.deviation.toExponential(1)}, limit ${first.limit.toExponential(1)})`
    : ''
  return `${verdict}  ${name.padEnd(32)} loss ${figure(loss).padStart(8)}  weights ${figure(weight).padStart(8)}${at}`
}

async function run(file: string, engine: Engine): Promise<Replay | Error> {
  try {
    const golden = parseGolden(readFileSync(file, 'utf8'))
    return await (golden.schema === 'kbfgs-units/1'
      ? replayUnits(golden, engine)
      : replay(golden, engine))
  } catch (error) {
    return error as Error
  }
}

function options(): {
  engine: EngineName
  dtype: Dtype
  files: readonly string[]
} {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string', default: 'host' },
      dtype: { type: 'string', default: 'float64' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    process.exit(0)
  }
  const engine = Object.keys(engines).find((name) => name === values.engine) as
    | EngineName
    | undefined
  if (!engine)
    throw new TypeError(
      `--engine is ${values.engine}; expected ${Object.keys(engines).join(' or ')}`,
    )
  const { dtype } = values
  if (dtype !== 'float64' && dtype !== 'float32')
    throw new TypeError(`--dtype is ${dtype}; expected float64 or float32`)
  return { engine, dtype, files: positionals.length > 0 ? positionals : goldenFiles() }
}

try {
  const { engine, dtype, files } = options()
  let failed = 0
  for (const file of files) {
    const result = await run(file, await open(engine, dtype))
    const isError = result instanceof Error
    if (isError || !result.passed) failed++
    console.log(
      isError
        ? `FAIL  ${basename(file)}  ${result.message}`
        : line(basename(file, '.json'), result),
    )
  }
  console.log(`${files.length - failed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`)
  process.exitCode = 2
}
