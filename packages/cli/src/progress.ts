import cliProgress from 'cli-progress'
import { describeState, fractionDone, type ProgressState } from './internal/progress-text.ts'
import { shorten } from './internal/text.ts'

export type { ProgressState } from './internal/progress-text.ts'

/** Shows how far a run is. */
export interface Progress {
  /** Call it after every step: it decides itself when to show something. */
  readonly update: (state: ProgressState) => void
  /** Writes a line that stays, above the bar if there is one. */
  readonly log: (text: string) => void
  /** Takes the bar away. Without this call a program with a bar does not end. */
  readonly stop: () => void
}

export interface ProgressOptions {
  /** Where to write: standard error if standard output is for results. */
  readonly stream: NodeJS.WriteStream
  /** Seconds between lines where there is no terminal. @defaultValue 5 */
  readonly interval?: number
  /** The clock, in milliseconds. @defaultValue performance.now */
  readonly now?: () => number
}

/** So many updates are looked back at for the number of iterations a second. */
const rateWindow = 20

/** Iterations a second over the latest updates of one optimizer, without other phases. */
const createRateMeter = (): ((state: ProgressState) => number) => {
  let recent: ProgressState[] = []
  return (state) => {
    if (recent.at(-1)?.label !== state.label || state.phase !== undefined) recent = []
    recent = [...recent, state].slice(-rateWindow)
    const [first] = recent
    const elapsed = state.seconds - first.seconds
    return elapsed > 0 ? (state.iteration - first.iteration) / elapsed : 0
  }
}

const createLines = ({
  stream,
  interval = 5,
  now = () => performance.now(),
}: ProgressOptions): Progress => {
  const measureRate = createRateMeter()
  let last = { label: '', time: -Infinity }
  return {
    update(state) {
      const rate = measureRate(state)
      const time = now()
      if (state.label === last.label && time - last.time < 1000 * interval) return
      last = { label: state.label, time }
      const percent = Math.floor(100 * fractionDone(state))
      stream.write(`${state.label}: ${percent} %, ${describeState(state, rate)}\n`)
    },
    log: (text) => {
      stream.write(`${text}\n`)
    },
    stop: () => {},
  }
}

interface BarPayload {
  readonly label: string
  readonly text: string
}

/** One line of the terminal: label, bar, percentage and text, cut to its width. */
const barLine = (columns: number, fraction: number, { label, text }: BarPayload): string => {
  const length = Math.max(8, Math.min(30, columns - 70))
  const full = Math.floor(fraction * length)
  const bar = '█'.repeat(full) + '░'.repeat(length - full)
  const percent = String(Math.floor(100 * fraction)).padStart(3)
  return shorten(`${label} ${bar} ${percent} %  ${text}`, columns - 1)
}

const createBar = ({ stream }: ProgressOptions): Progress => {
  const measureRate = createRateMeter()
  const bar = new cliProgress.SingleBar({
    stream,
    format: (_options, { progress }, payload: BarPayload) =>
      barLine(stream.columns ?? 80, progress, payload),
    clearOnComplete: true,
    gracefulExit: false,
    // Anything else would switch the terminal's wrapping off, to stay so if the program is killed.
    linewrap: true,
  })
  let shown: { readonly value: number; readonly payload: BarPayload } | undefined
  return {
    update(state) {
      const payload = { label: state.label, text: describeState(state, measureRate(state)) }
      const value = fractionDone(state)
      if (shown === undefined) bar.start(1, value, payload)
      else bar.update(value, payload)
      shown = { value, payload }
    },
    log(text) {
      bar.stop()
      stream.write(`${text}\n`)
      if (shown !== undefined) bar.start(1, shown.value, shown.payload)
    },
    stop() {
      bar.stop()
      shown = undefined
    },
  }
}

/**
 * A live bar with loss, iterations a second and time left where `stream` is a terminal, otherwise a
 * plain line at most every `interval` seconds and for each optimizer's first update.
 *
 * @example
 * const progress = createProgress({ stream: json ? process.stderr : process.stdout })
 * progress.update({ label: 'K-BFGS', seconds: 3, secondsLimit: 120, epoch: 0.1, … })
 * progress.stop()
 */
export const createProgress = (options: ProgressOptions): Progress =>
  options.stream.isTTY ? createBar(options) : createLines(options)
