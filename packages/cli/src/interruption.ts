/** Started by npm, the program gets a Ctrl-C twice: from the terminal and from npm. */
const echoMilliseconds = 1000

/** A signal that Ctrl-C or SIGTERM aborts, after which `say` is called; another one ends the program at once. */
export function onInterruption(say: () => void): AbortSignal {
  const controller = new AbortController()
  let first = 0
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        first = performance.now()
        controller.abort()
        say()
      } else if (performance.now() - first > echoMilliseconds) process.exit(130)
    })
  }
  return controller.signal
}
