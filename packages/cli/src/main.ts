import { doctor } from './doctor.ts'
import { run } from './run.ts'

/** Started by npm, the program gets a Ctrl-C twice: from the terminal and from npm. */
const echoMilliseconds = 1000

/** Ctrl-C ends the step in progress and then the run, with what there is; another one at once. */
const interrupt = new AbortController()
let interruptedAt = 0
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (!interrupt.signal.aborted) {
      interruptedAt = performance.now()
      interrupt.abort()
      console.error('\nEnding after this step; press Ctrl-C again to leave at once.')
    } else if (performance.now() - interruptedAt > echoMilliseconds) process.exit(130)
  })
}

try {
  const [command, ...rest] = process.argv.slice(2)
  process.exitCode =
    command === 'doctor'
      ? await doctor(rest)
      : await run(command === 'train' ? rest : process.argv.slice(2), interrupt.signal)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
