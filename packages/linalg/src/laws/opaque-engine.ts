/*
 * An engine of which nothing can be known at once: operations only note what is to be done, and
 * `read` does all of it, in order, when it is awaited. What runs here never peeks.
 */
import { cholesky } from '../cholesky.ts'
import type { Dtype } from '../dtype.ts'
import type { Engine, Shape } from '../engine.ts'
import { EngineError, NotPositiveDefiniteError } from '../errors.ts'
import { hostEngine, type HostMatrix } from '../host.ts'
import type { Matrix } from '../matrix.ts'
import { spdInverse } from '../spd-inverse.ts'
import { triangularSolve } from '../triangular-solve.ts'

/** A handle on a value that comes later. */
export interface OpaqueMatrix extends Matrix {
  readonly engine: Engine<OpaqueMatrix>
}

/** Options of {@link opaqueEngine}. */
export interface OpaqueEngineOptions {
  /** @defaultValue `'float64'` */
  readonly dtype?: Dtype
  /** @defaultValue `'opaque'` */
  readonly name?: string
}

/** What a handle stands for once its operation ran. */
type Outcome = { readonly value: HostMatrix } | { readonly error: unknown }

/**
 * A deliberately opaque engine, for tests that an algorithm never looks at its values. All work is
 * queued, `free` included, and done on an inner host engine (which poisons what is freed) at the
 * next awaited `read`. There is no `peek`. An operation that fails makes the reads of all that
 * depends on it fail, with an error that names it.
 *
 * @example
 * ```ts
 * import { gemm } from '@kq/linalg/gemm'
 * import { opaqueEngine } from '@kq/linalg/laws'
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { read } from '@kq/linalg/read'
 *
 * const a = matrix([[2]], opaqueEngine())
 * const values = await read(gemm(a, a)) // Float64Array [4]
 * ```
 */
export function opaqueEngine({ dtype = 'float64', name = 'opaque' }: OpaqueEngineOptions = {}): Engine<OpaqueMatrix> {
  const inner = hostEngine({ dtype, poison: true })
  const outcomes = new WeakMap<OpaqueMatrix, Outcome>()
  const freed = new WeakSet<OpaqueMatrix>()
  let queue: (() => void)[] = []
  let liveMatrices = 0
  let liveBytes = 0

  const bytes = ({ rows, columns }: Shape): number => rows * columns * inner.floats.BYTES_PER_ELEMENT

  const drain = (): void => {
    const work = queue
    queue = []
    for (const run of work) run()
  }

  const valueOf = (handle: OpaqueMatrix): HostMatrix => {
    const outcome = outcomes.get(handle)
    if (!outcome) throw new EngineError(`${name}: a matrix was used after it was freed`)
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  /** Queues an operation; `compute` is given the way from handles to values. */
  const later = (
    operation: string,
    { rows, columns }: Shape,
    compute: (value: typeof valueOf) => HostMatrix,
  ): OpaqueMatrix => {
    const handle: OpaqueMatrix = {
      rows,
      columns,
      dtype,
      engine,
      get freed() {
        return freed.has(handle)
      },
    }
    liveMatrices++
    liveBytes += bytes(handle)
    queue.push(() => outcomes.set(handle, attempt(operation, () => compute(valueOf))))
    return handle
  }

  const attempt = (operation: string, compute: () => HostMatrix): Outcome => {
    try {
      return { value: compute() }
    } catch (error) {
      return { error: named(operation, error) }
    }
  }

  const engine: Engine<OpaqueMatrix> = {
    name,
    dtype,
    upload: (values, shape) => {
      const copy = Float64Array.from(values)
      return later('upload', shape, () => inner.upload(copy, shape))
    },
    read: async (a) => {
      if (freed.has(a)) throw new EngineError('read: the matrix was freed')
      const reading = new Promise<HostMatrix>((resolve, reject) => {
        // A copy: the matrix may be freed right after.
        queue.push(() => {
          try {
            resolve(inner.concat([valueOf(a)], 'rows'))
          } catch (error) {
            reject(error)
          }
        })
      })
      // From here on no scope is open, and all that was enqueued meanwhile is done in one go.
      await Promise.resolve()
      drain()
      const copy = await reading
      const values = await inner.read(copy)
      inner.free(copy)
      return values
    },
    free: (a) => {
      if (freed.has(a)) return
      freed.add(a)
      liveMatrices--
      liveBytes -= bytes(a)
      queue.push(() => {
        const outcome = outcomes.get(a)
        if (outcome && 'value' in outcome) inner.free(outcome.value)
        outcomes.delete(a)
      })
    },
    stats: () => ({ liveMatrices, liveBytes }),
    gemm: (a, b, options) => {
      const { transposeA, transposeB, c } = options
      const rows = transposeA ? a.columns : a.rows
      const columns = transposeB ? b.rows : b.columns
      return later('gemm', { rows, columns }, (of) => inner.gemm(of(a), of(b), { ...options, c: c && of(c) }))
    },
    map: (expression, operands, shape, ones) => {
      const columns = shape.columns + (ones ? 1 : 0)
      return later('map', { rows: shape.rows, columns }, (of) =>
        inner.map(expression, operands.map((o) => (typeof o === 'number' ? o : of(o))), shape, ones))
    },
    reduce: (kind, axis, expression, operands, shape) => {
      const rows = axis === 'columns' ? shape.rows : 1
      const columns = axis === 'rows' ? shape.columns : 1
      return later('reduce', { rows, columns }, (of) =>
        inner.reduce(kind, axis, expression, operands.map((o) => (typeof o === 'number' ? o : of(o))), shape))
    },
    slice: (a, block) => {
      const rows = block.rowEnd - block.rowStart
      const columns = block.columnEnd - block.columnStart
      return later('slice', { rows, columns }, (of) => inner.slice(of(a), block))
    },
    concat: (parts, axis) => {
      const total = parts.reduce((sum, part) => sum + part[axis], 0)
      const shape = { rows: parts[0].rows, columns: parts[0].columns, [axis]: total }
      return later('concat', shape, (of) => inner.concat(parts.map(of), axis))
    },
    transpose: (a) =>
      later('transpose', { rows: a.columns, columns: a.rows }, (of) => inner.transpose(of(a))),
    gram: (x, alpha, beta, c) =>
      later('gram', { rows: x.columns, columns: x.columns }, (of) =>
        inner.gram(of(x), alpha, beta, c && of(c))),
    select: (condition, a, b) =>
      later('select', a, (of) => inner.select(of(condition), of(a), of(b))),
    cholesky: (a) => later('cholesky', a, (of) => cholesky(of(a))),
    triangularSolve: (t, b, options) =>
      later('triangularSolve', b, (of) => triangularSolve(of(t), of(b), options)),
    spdInverse: (a) => later('spdInverse', a, (of) => spdInverse(of(a))),
  }
  return engine
}

/** The error with the operation's name; errors that already have one stay as they are. */
function named(operation: string, error: unknown): unknown {
  if (error instanceof NotPositiveDefiniteError || error instanceof DelayedError) return error
  return new DelayedError(operation, error)
}

/** What went wrong in a queued operation. */
class DelayedError extends EngineError {
  constructor(operation: string, cause: unknown) {
    super(`${operation}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
