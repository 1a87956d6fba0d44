/** Started by npm, the program gets a Ctrl-C twice: from the terminal and from npm. */
const echoMilliseconds = 1000

/** A signal that Ctrl-C or SIGTERM aborts; another one ends the program at once. */
export function onInterruption(say: (line: string) => void): AbortSignal {
  const controller = new AbortController()
  let first = 0
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        first = performance.now()
        controller.abort()
        say('Ending after this step, without this cell; press Ctrl-C again to leave at once.')
      } else if (performance.now() - first > echoMilliseconds) process.exit(130)
    })
  }
  return controller.signal
}
