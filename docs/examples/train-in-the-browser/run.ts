import { shallowReactive } from 'vue'
import type { Progress } from './autoencoder.ts'
import { engineChoices, type EngineName, methodChoices, type MethodName } from './choices.ts'
import { type StartedWorker, startWorker } from './start-worker.ts'

/** A run ends here, so that a page left alone does not compute for ever. */
const longestSeconds = 60

/** Between two looks at what the worker does. */
const turnMilliseconds = 100

/** Between two sets of drawn images. */
const imagesMilliseconds = 500

type RunState = 'opening' | 'training' | 'paused' | 'finished' | 'failed'

/** One training: what the page shows of it. Reactive but for the contents of the arrays. */
export interface Run {
  readonly id: string
  readonly engine: EngineName
  readonly method: MethodName
  /** `K-BFGS on WebAssembly`. */
  readonly label: string
  state: RunState
  /** What the engine says of itself, or why training ended badly. */
  detail: string
  latest: Progress | undefined
  readonly iterations: number[]
  readonly seconds: number[]
  readonly losses: number[]
}

export interface Images {
  readonly inputs: ArrayLike<number>
  readonly outputs: ArrayLike<number>
}

export interface RunningRun {
  readonly run: Run
  /** Trains until it is paused or ends. Never rejects: what goes wrong is the run's state. */
  resume(): Promise<void>
  pause(): void
  /** Ends it for good. */
  stop(): void
}

export const runId = (engine: EngineName, method: MethodName): string => `${method}-${engine}`

/**
 * A run in a worker of its own.
 *
 * @param onChange called whenever the run has changed
 */
export function createRun(
  engine: EngineName,
  method: MethodName,
  onChange: () => void,
  onImages: (images: Images) => void,
): RunningRun {
  const run: Run = shallowReactive({
    id: runId(engine, method),
    engine,
    method,
    label: `${methodChoices[method].label} on ${engineChoices[engine].label}`,
    state: 'opening',
    detail: '',
    latest: undefined,
    iterations: [],
    seconds: [],
    losses: [],
  })
  let worker: StartedWorker | undefined
  let isOpen = false
  /** Whether a call of `resume` is at work. */
  let isTurning = false
  let isWanted = false
  let isStopped = false
  let imagesAt = Number.NEGATIVE_INFINITY

  const become = (state: RunState, detail: string = run.detail): void => {
    if (isStopped) return
    Object.assign(run, { state, detail })
    onChange()
  }
  const stop = (): void => {
    isStopped = true
    worker?.stop()
  }

  async function open(): Promise<StartedWorker> {
    const started = startWorker()
    worker = started
    run.detail = await Promise.race([started.calls.open(engine, method), started.broken])
    isOpen = true
    if (isWanted) become('training')
    return started
  }

  async function turn({ calls, broken }: StartedWorker): Promise<void> {
    for (const step of await Promise.race([calls.advance(turnMilliseconds), broken])) {
      run.iterations.push(step.iteration)
      run.seconds.push(step.seconds)
      run.losses.push(step.loss)
      run.latest = step
    }
    const isOver = run.seconds.at(-1)! >= longestSeconds
    if (isOver || !isWanted || performance.now() - imagesAt > imagesMilliseconds) {
      imagesAt = performance.now()
      const images = await Promise.race([calls.images(), broken])
      if (!isStopped) onImages(images)
    }
    become(isOver ? 'finished' : run.state)
    if (isOver) stop()
  }

  async function resume(): Promise<void> {
    isWanted = true
    become(isOpen ? 'training' : 'opening')
    if (isTurning) return
    isTurning = true
    try {
      const started = worker ?? (await open())
      while (isWanted && !isStopped) await turn(started)
    } catch (error) {
      become('failed', (error as Error).message)
      stop()
    } finally {
      isTurning = false
    }
  }

  return {
    run,
    resume,
    pause() {
      isWanted = false
      become('paused')
    },
    stop,
  }
}
