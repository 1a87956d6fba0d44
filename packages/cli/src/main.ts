import { doctor } from './doctor.ts'
import { onInterruption } from './interruption.ts'
import { run } from './run.ts'

// Ctrl-C ends the step in progress and then the run, with what there is.
const signal = onInterruption(() =>
  console.error('\nEnding after this step; press Ctrl-C again to leave at once.'),
)

try {
  const [command, ...rest] = process.argv.slice(2)
  process.exitCode =
    command === 'doctor'
      ? await doctor(rest)
      : await run(command === 'train' ? rest : process.argv.slice(2), signal)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
