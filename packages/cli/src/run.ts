import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TrainAndTest } from '@kq/data/dataset'
import { engineText, openEngine } from '@kq/linalg/open-engine'
import { terminalChart } from './chart.ts'
import { parseCommandLine, type Settings } from './command-line.ts'
import { engines } from './engines.ts'
import { metricsCsv } from './metrics-csv.ts'
import { method } from './methods.ts'
import { problems } from './problems.ts'
import { createProgress } from './progress.ts'
import { renderReport } from './report.ts'
import type { RunResult } from './results.ts'
import { resumed } from './resume.ts'
import { createRunDirectory, openRunDirectory, type RunDirectory } from './run-directory.ts'
import { resultsTable } from './table.ts'
import { train } from './train.ts'
import { showTraining } from './training-progress.ts'
import { removeStores, trainingStore } from './training-store.ts'

/** Where a run's words go: with `--json`, standard output carries the document alone. */
const speaker = ({ json }: Pick<Settings, 'json'>): NodeJS.WriteStream =>
  json ? process.stderr : process.stdout

/** A number as JSON can carry it. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

const summary = (directory: RunDirectory, results: readonly RunResult[]): string =>
  JSON.stringify(
    {
      runDirectory: directory.path,
      results: results.map(({ optimizer, epochs, iterations, seconds, trainLoss, testLoss }) => ({
        optimizer,
        epochs,
        iterations,
        seconds,
        trainLoss: finite(trainLoss),
        testLoss: finite(testLoss),
      })),
    },
    undefined,
    2,
  )

function budget({ seconds, epochs }: Settings): string {
  const parts = [
    ...(seconds === undefined ? [] : [`${seconds} s`]),
    ...(epochs === undefined ? [] : [`${epochs} epochs`]),
  ]
  return `${parts.join(' or ')} each`
}

const ending = (result: RunResult): string => {
  const { label, stopReason, iterations, seconds, trainLoss, testLoss } = result
  const losses = `train loss ${trainLoss.toFixed(2)}, test loss ${testLoss.toFixed(2)}`
  return `${label}: ${stopReason}; ${iterations} iterations in ${seconds.toFixed(1)} s, ${losses}`
}

/** The whole of `npm start`; resolves to the exit code. */
export async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const parsed = parseCommandLine(args, {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  })
  if (typeof parsed === 'number') return parsed
  const old = parsed.resume && resumed(parsed, parsed.resume)
  const settings = old?.settings ?? parsed
  const stream = speaker(settings)
  const say = (line: string): void => void stream.write(`${line}\n`)

  const problem = problems[settings.dataset]
  const data = await problem.load(settings.seed, say)
  checkBatch(settings, data)
  const { engine, report } = await openEngine({ ...settings, engines: engines[settings.engine] })
  const directory = old
    ? openRunDirectory(old.path)
    : createRunDirectory(settings.out, settings.dataset, new Date())
  const layerSizes = problem.layerSizes.join('-')
  const title = `${settings.dataset} ${layerSizes}`
  const configuration = { ...settings, engine: engineText(report), layerSizes }
  const command = { ...configuration, command: settings }
  directory.write('config.json', `${JSON.stringify(command, undefined, 2)}\n`)
  if (old) say(`goes on in ${old.path}`)
  say(`${title}, batch ${settings.batch}, ${budget(settings)}\n${engineText(report)}`)

  const progress = createProgress({ stream })
  const results: RunResult[] = []
  let anyFailed = false
  for (const name of settings.optimizer) {
    if (signal.aborted) break
    const { result, failed } = await train(problem, data, name, engine, settings, {
      signal,
      store: trainingStore(directory.path, name, { keep: settings.keep, say: progress.log }),
      follow: (rejectedSteps) =>
        showTraining(progress, {
          label: method(settings.dataset, name).name,
          rejectedSteps,
          ...(settings.seconds !== undefined && { secondsLimit: settings.seconds }),
          ...(settings.epochs !== undefined && { epochLimit: settings.epochs }),
        }),
      onSaved: (soFar) => {
        try {
          directory.write('metrics.csv', metricsCsv([...results, soFar]))
        } catch (error) {
          progress.log((error as Error).message)
        }
      },
    })
    results.push(result)
    anyFailed ||= failed
    progress.log(ending(result))
    directory.write('metrics.csv', metricsCsv(results))
  }
  progress.stop()
  const isWhole = results.length === settings.optimizer.length && !signal.aborted
  if (isWhole && settings.checkpointEvery === undefined) await removeStores(directory.path)
  directory.write('report.html', renderReport({ title, configuration, results }))
  const chart = terminalChart(results, { columns: stream.columns ?? 80, color: stream.isTTY })
  say(`\n${chart}\n\n${resultsTable(results)}\n`)
  say(`report: ${pathToFileURL(join(directory.path, 'report.html')).href}`)
  if (!isWhole) say(`to go on: npm start -- --resume ${directory.path}`)
  if (settings.json) process.stdout.write(`${summary(directory, results)}\n`)
  return anyFailed ? 1 : 0
}

function checkBatch({ batch, dataset }: Settings, { train }: TrainAndTest): void {
  if (batch <= train.inputs.rows) return
  throw new RangeError(
    `--batch is ${batch}, but ${dataset} has only ${train.inputs.rows} training images: give at most that many`,
  )
}
