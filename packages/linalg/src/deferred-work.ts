import type { Dtype, Floats } from './dtype.ts'
import type { Engine, EngineStats, Shape } from './engine.ts'
import { EngineError, NotPositiveDefiniteError } from './errors.ts'
import type { Matrix } from './matrix.ts'

/*
 * What an engine needs whose results come later: operations are noted and give handles at once; the
 * work is done in order, one operation after the other, each awaited.
 */

/** A handle on a value that comes later. */
export interface DeferredMatrix extends Matrix {
  readonly engine: Engine<DeferredMatrix>
}

/** The way from handles to values, open only while work is done. */
export type ValueOf<Value> = (handle: DeferredMatrix) => Value

/** Operations noted in order. */
export interface DeferredWork<Value> {
  /** Notes an operation and gives a handle on its result. */
  later(
    operation: string,
    shape: Shape,
    compute: (of: ValueOf<Value>) => Value | Promise<Value>,
  ): DeferredMatrix
  /** The value as it is at this place in the order, copied out; what follows does not wait for the copy. */
  read(a: DeferredMatrix): Promise<Floats>
  free(a: DeferredMatrix): void
  stats(): EngineStats
}

/** How work is deferred. */
export interface DeferredWorkOptions<Value> {
  /** The engine that handles name as theirs. */
  readonly engine: () => Engine<DeferredMatrix>
  readonly dtype: Dtype
  /** Gives a value's storage back. */
  readonly release: (value: Value) => void
  /** What a value needs before it is copied out, at its place in the order. */
  readonly settle?: (value: Value) => Promise<unknown>
  /** Begins to copy a value out, row by row. */
  readonly copyOut: (value: Value, shape: Shape) => Floats | Promise<Floats>
  /** What to do when all that was noted is done. */
  readonly pause?: () => Promise<void>
  /** Whether work begins by itself, as soon as the caller's code pauses, or waits for a read. */
  readonly begin: 'by itself' | 'at a read'
}

/** What a handle stands for once its operation ran. */
type Outcome<Value> = { readonly value: Value } | { readonly error: unknown }

/**
 * Work done in order, later. An operation that fails makes the reads of all that depends on it fail,
 * with an error that names it.
 */
export function deferredWork<Value>(options: DeferredWorkOptions<Value>): DeferredWork<Value> {
  const { dtype, release, copyOut, begin } = options
  const outcomes = new WeakMap<DeferredMatrix, Outcome<Value>>()
  const freed = new WeakSet<DeferredMatrix>()
  const elementBytes = dtype === 'float32' ? 4 : 8
  let queue: (() => void | Promise<void>)[] = []
  let draining: Promise<void> | undefined
  let liveMatrices = 0
  let liveBytes = 0

  const count = (sign: 1 | -1, { rows, columns }: Shape): void => {
    liveMatrices += sign
    liveBytes += sign * rows * columns * elementBytes
  }

  const valueOf: ValueOf<Value> = (handle) => {
    const outcome = outcomes.get(handle)
    if (!outcome) throw new EngineError('a matrix was used after it was freed')
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  /** Does what was noted, and what is noted meanwhile. Tasks do not throw. */
  async function drain(): Promise<void> {
    // From here on no scope is open, and all that is enqueued meanwhile is done in one go.
    await Promise.resolve()
    while (queue.length > 0) {
      const work = queue
      queue = []
      for (const run of work) {
        const waiting = run()
        if (waiting) await waiting
      }
      if (queue.length === 0) await options.pause?.()
    }
    draining = undefined
  }

  const start = (): void => {
    draining ??= drain()
  }

  const note = (run: () => void | Promise<void>): void => {
    queue.push(run)
    if (begin === 'by itself') start()
  }

  return {
    later(operation, shape, compute) {
      const handle = handleOf(options.engine(), dtype, shape, freed)
      count(1, shape)
      note(async () => {
        try {
          outcomes.set(handle, { value: await compute(valueOf) })
        } catch (error) {
          outcomes.set(handle, { error: named(operation, error) })
        }
      })
      return handle
    },

    read(a) {
      return new Promise((resolve, reject) => {
        if (freed.has(a)) throw new EngineError('read: the matrix was freed')
        note(async () => {
          try {
            const value = valueOf(a)
            await options.settle?.(value)
            resolve(copyOut(value, a))
          } catch (error) {
            reject(error)
          }
        })
        start()
      })
    },

    free(a) {
      if (freed.has(a)) return
      freed.add(a)
      count(-1, a)
      note(() => {
        const outcome = outcomes.get(a)
        if (outcome && 'value' in outcome) release(outcome.value)
        outcomes.delete(a)
      })
    },

    stats: () => ({ liveMatrices, liveBytes }),
  }
}

/**
 * A handle, made where no operation is in sight: what a getter closes over lives as long as the handle,
 * and the operation holds its operands. Each matrix would hold on to all that it ever came from.
 */
function handleOf(
  engine: Engine<DeferredMatrix>,
  dtype: Dtype,
  { rows, columns }: Shape,
  isFreed: WeakSet<DeferredMatrix>,
): DeferredMatrix {
  const handle: DeferredMatrix = {
    rows,
    columns,
    dtype,
    engine,
    get freed() {
      return isFreed.has(handle)
    },
  }
  return handle
}

/** The error with the operation's name; errors that already have one stay as they are. */
function named(operation: string, error: unknown): unknown {
  if (error instanceof NotPositiveDefiniteError || error instanceof DelayedError) return error
  return new DelayedError(operation, error)
}

/** What went wrong in a deferred operation. */
class DelayedError extends EngineError {
  constructor(operation: string, cause: unknown) {
    super(`${operation}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
