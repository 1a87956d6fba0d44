import type { Dtype } from '../dtype.ts'
import type { Engine, EngineStats, Shape } from '../engine.ts'
import { EngineError, NotPositiveDefiniteError } from '../errors.ts'
import type { HostEngine, HostMatrix } from '../host.ts'
import type { Matrix } from '../matrix.ts'

/** A handle on a value that comes later. */
export interface OpaqueMatrix extends Matrix {
  readonly engine: Engine<OpaqueMatrix>
}

/** The way from handles to values, open only while work is done. */
export type ValueOf = (handle: OpaqueMatrix) => HostMatrix

/** Operations noted in order, and done when a read is awaited. */
export interface DeferredWork {
  /** Notes an operation and gives a handle on its result. */
  later(operation: string, shape: Shape, compute: (of: ValueOf) => HostMatrix): OpaqueMatrix
  /** Does all that was noted; the value as it is at this place in the order. */
  read(a: OpaqueMatrix): Promise<Float32Array | Float64Array>
  free(a: OpaqueMatrix): void
  stats(): EngineStats
}

/** What a handle stands for once its operation ran. */
type Outcome = { readonly value: HostMatrix } | { readonly error: unknown }

/**
 * Work on an inner engine, deferred.
 *
 * @param owner - the engine that handles name as theirs
 */
export function deferredWork(owner: () => Engine<OpaqueMatrix>, inner: HostEngine): DeferredWork {
  const outcomes = new WeakMap<OpaqueMatrix, Outcome>()
  const freed = new WeakSet<OpaqueMatrix>()
  let queue: (() => void)[] = []
  let liveMatrices = 0
  let liveBytes = 0

  const count = (sign: 1 | -1, { rows, columns }: Shape): void => {
    liveMatrices += sign
    liveBytes += sign * rows * columns * inner.floats.BYTES_PER_ELEMENT
  }

  const valueOf: ValueOf = (handle) => {
    const outcome = outcomes.get(handle)
    if (!outcome) throw new EngineError('a matrix was used after it was freed')
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  const drain = (): void => {
    const work = queue
    queue = []
    for (const run of work) run()
  }

  return {
    later(operation, shape, compute) {
      const handle = handleOf(owner(), inner.dtype, shape, () => freed.has(handle))
      count(1, shape)
      queue.push(() => {
        try {
          outcomes.set(handle, { value: compute(valueOf) })
        } catch (error) {
          outcomes.set(handle, { error: named(operation, error) })
        }
      })
      return handle
    },

    async read(a) {
      if (freed.has(a)) throw new EngineError('read: the matrix was freed')
      let values: ReturnType<HostEngine['read']> | undefined
      let failure: unknown
      queue.push(() => {
        try {
          values = inner.read(valueOf(a))
        } catch (error) {
          failure = error
        }
      })
      // From here on no scope is open, and all that is enqueued meanwhile is done in one go.
      await Promise.resolve()
      drain()
      if (!values) throw failure
      return values
    },

    free(a) {
      if (freed.has(a)) return
      freed.add(a)
      count(-1, a)
      queue.push(() => {
        const outcome = outcomes.get(a)
        if (outcome && 'value' in outcome) inner.free(outcome.value)
        outcomes.delete(a)
      })
    },

    stats: () => ({ liveMatrices, liveBytes }),
  }
}

const handleOf = (
  engine: Engine<OpaqueMatrix>,
  dtype: Dtype,
  { rows, columns }: Shape,
  isFreed: () => boolean,
): OpaqueMatrix => ({
  rows,
  columns,
  dtype,
  engine,
  get freed() {
    return isFreed()
  },
})

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
