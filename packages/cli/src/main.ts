import { run } from './run.ts'

/** Ctrl-C ends the step in progress and then the run, with what there is; a second one at once. */
const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  })
}

try {
  process.exitCode = await run(process.argv.slice(2), interrupt.signal)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
