import type { Dtype } from '@kq/linalg/dtype'
import type { PaperMethod } from '@kq/optim/presets'
import { Command, InvalidArgumentError } from 'commander'
import { type EngineName, engines } from './engines.ts'
import { methodNames } from './methods.ts'
import { type ProblemName, problems } from './problems.ts'
import { parseSchedule, scheduleHelp } from './schedule-option.ts'
import { suggest } from './suggest.ts'

/** What `npm start` was asked to do. */
export interface Settings {
  readonly dataset: ProblemName
  readonly optimizer: readonly PaperMethod[]
  readonly epochs: number | undefined
  readonly seconds: number | undefined
  readonly batch: number
  readonly seed: number
  readonly dtype: Dtype
  readonly engine: EngineName
  readonly threads: number | 'auto'
  readonly evaluate: 'subset' | 'full'
  readonly warmBatches: number | 'all'
  /** As given: `parseSchedule` reads it. */
  readonly schedule: string
  readonly clip: number | undefined
  readonly patience: number | undefined
  readonly onNonFinite: 'throw' | 'skip' | 'restore'
  readonly out: string
  readonly json: boolean
  /** Iterations between checkpoints; undefined for none but those that an interrupted run needs. */
  readonly checkpointEvery: number | undefined
  /** Checkpoints of a method that stay. */
  readonly keep: number
  readonly resume: Resume | undefined
}

/** A run to be taken up again. */
export interface Resume {
  /** Its folder; undefined for the latest below `out`. */
  readonly path: string | undefined
  /** What else the command line gives. */
  readonly given: readonly (keyof Settings)[]
}

const defaultSeconds = 120

const oneOf =
  <T extends string>(words: readonly T[]) =>
  (value: string): T => {
    const found = words.find((word) => word === value)
    if (found) return found
    const meant = suggest(value, words)
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
    throw new InvalidArgumentError(`Expected one of ${words.join(', ')}.${hint}`)
  }

const number =
  (what: string, test: (value: number) => boolean) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() !== '' && test(value)) return value
    throw new InvalidArgumentError(`Expected ${what}.`)
  }

const positive = number('a number above 0', (value) => Number.isFinite(value) && value > 0)
const natural = number(
  'a whole number of at least 1',
  (value) => Number.isSafeInteger(value) && value >= 1,
)
const integer = number('a whole number', Number.isSafeInteger)

const methods = (text: string): PaperMethod[] => [
  ...new Set(text.split(',').map((name) => oneOf(methodNames)(name.trim()))),
]

const threads = (text: string): number | 'auto' => (text === 'auto' ? 'auto' : natural(text))

const schedule = (text: string): string => {
  try {
    parseSchedule(text)
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
  return text
}

const batches = (text: string): number | 'all' =>
  text === 'all'
    ? 'all'
    : number(
        'a whole number of at least 1, or all',
        (value) => Number.isSafeInteger(value) && value >= 1,
      )(text)

/**
 * Reads the command line. Help, and what is wrong with the arguments, goes to `write`; then the
 * result is the exit code.
 */
export function parseCommandLine(
  args: readonly string[],
  write: { out(text: string): void; error(text: string): void },
): Settings | number {
  const program = new Command('npm start --')
    .description(
      'Trains the networks of the K-BFGS paper, one method after the other on the same budget of time.',
    )
    .option(
      '--dataset <name>',
      `what to train on: ${Object.entries(problems)
        .map(([name, { summary }]) => `${name} (${summary})`)
        .join('; ')}`,
      oneOf(Object.keys(problems) as ProblemName[]),
      'mnist',
    )
    .option(
      '--optimizer <list>',
      `methods, separated by commas: ${methodNames.join(', ')}`,
      methods,
      ['kbfgs', 'adam'],
    )
    .option(
      '--seconds <n>',
      `seconds of training for each method (default: ${defaultSeconds}, unless --epochs is given)`,
      positive,
    )
    .option('--epochs <n>', 'epochs of training for each method', positive)
    .option('--batch <n>', 'samples in a batch', natural, 1000)
    .option('--seed <n>', 'of the initial weights, the batches and the drawn images', integer, 1)
    .option('--dtype <name>', 'float32 or float64', oneOf<Dtype>(['float32', 'float64']), 'float32')
    .option(
      '--engine <name>',
      "wasm (WebAssembly SIMD), gpu (WebGPU through gpu.js), native (the machine's BLAS) or host (plain TypeScript)",
      oneOf(Object.keys(engines) as EngineName[]),
      'wasm',
    )
    .option('--threads <n>', 'how many to compute with, or auto', threads, 'auto')
    .option(
      '--evaluate <what>',
      'subset (2,000 images of each set) or full',
      oneOf(['subset', 'full']),
      'subset',
    )
    .option(
      '--warm-batches <n>',
      "batches of the warm start, or all for one pass (the paper's)",
      batches,
      10,
    )
    .option('--schedule <text>', scheduleHelp, schedule, 'constant')
    .option('--clip <norm>', 'scales gradients down to this norm, all together', positive)
    .option(
      '--patience <n>',
      'ends a training whose test loss was not lowest in so many evaluations in a row',
      natural,
    )
    .option(
      '--on-non-finite <what>',
      'for steps that are not finite: throw (end there), skip, or restore (the state of the last evaluation, and half the step)',
      oneOf(['throw', 'skip', 'restore']),
      'throw',
    )
    .option('--out <folder>', 'where the folder of the run is made', 'runs')
    .option(
      '--json',
      'print the results as one JSON document, and all else to standard error',
      false,
    )
    .option('--checkpoint-every <n>', 'iterations between checkpoints', natural)
    .option('--keep <n>', 'checkpoints of each method that stay', natural, 3)
    .option(
      '--resume [folder]',
      'goes on where the run of this folder stood, or the latest one; takes other options from there, but for limits and engine',
    )
    .helpOption('--help', 'show this')
    .addHelpText(
      'after',
      '\nnpm start -- doctor says which engines start here, how fast they are, and what is missing.',
    )
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write.out, writeErr: write.error })
  try {
    program.parse([...args], { from: 'user' })
  } catch (error) {
    const { exitCode = 1 } = error as { exitCode?: number }
    return exitCode
  }
  const given = program.opts<Omit<Settings, 'resume'>>()
  const seconds = given.seconds ?? (given.epochs === undefined ? defaultSeconds : undefined)
  const { epochs, checkpointEvery, clip, patience } = given
  const resume = resumeOf(program)
  return { ...given, epochs, seconds, checkpointEvery, clip, patience, resume }
}

function resumeOf(program: Command): Resume | undefined {
  const { resume } = program.opts<{ resume?: string | true }>()
  if (resume === undefined) return undefined
  const given = Object.keys(program.opts()).filter(
    (name) => name !== 'resume' && program.getOptionValueSource(name) === 'cli',
  )
  return { path: resume === true ? undefined : resume, given: given as (keyof Settings)[] }
}
