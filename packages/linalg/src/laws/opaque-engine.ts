/*
 * An engine of which nothing can be known at once: operations only note what is to be done, and
 * `read` does all of it, in order, when it is awaited. What runs here never peeks.
 */
import { cholesky } from '../cholesky.ts'
import type { Dtype } from '../dtype.ts'
import type { Engine } from '../engine.ts'
import { hostEngine, type HostMatrix } from '../host.ts'
import { spdInverse } from '../spd-inverse.ts'
import { triangularSolve } from '../triangular-solve.ts'
import { type DeferredMatrix, deferredWork, type ValueOf } from '../deferred-work.ts'

/** Options of {@link opaqueEngine}. */
export interface OpaqueEngineOptions {
  /** @defaultValue `'float64'` */
  readonly dtype?: Dtype
  /** @defaultValue `'opaque'` */
  readonly name?: string
}

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
export function opaqueEngine({
  dtype = 'float64',
  name = 'opaque',
}: OpaqueEngineOptions = {}): Engine<DeferredMatrix> {
  const inner = hostEngine({ dtype, poison: true })
  const { later, read, free, stats } = deferredWork<HostMatrix>({
    engine: () => engine,
    dtype,
    release: (value) => inner.free(value),
    copyOut: (value) => inner.read(value),
    begin: 'at a read',
  })

  const engine: Engine<DeferredMatrix> = {
    name,
    dtype,
    read,
    free,
    stats,
    upload: (values, shape) => {
      const copy = Float64Array.from(values)
      return later('upload', shape, () => inner.upload(copy, shape))
    },
    gemm: (a, b, options) => {
      const { transposeA, transposeB, c } = options
      const rows = transposeA ? a.columns : a.rows
      const columns = transposeB ? b.rows : b.columns
      return later('gemm', { rows, columns }, (of) =>
        inner.gemm(of(a), of(b), { ...options, c: c && of(c) }),
      )
    },
    map: (expression, operands, shape, ones) => {
      const columns = shape.columns + (ones ? 1 : 0)
      return later('map', { rows: shape.rows, columns }, (of) =>
        inner.map(expression, valuesOf(operands, of), shape, ones),
      )
    },
    reduce: (kind, axis, expression, operands, shape) => {
      const rows = axis === 'columns' ? shape.rows : 1
      const columns = axis === 'rows' ? shape.columns : 1
      return later('reduce', { rows, columns }, (of) =>
        inner.reduce(kind, axis, expression, valuesOf(operands, of), shape),
      )
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
        inner.gram(of(x), alpha, beta, c && of(c)),
      ),
    select: (condition, a, b) =>
      later('select', a, (of) => inner.select(of(condition), of(a), of(b))),
    cholesky: (a) => later('cholesky', a, (of) => cholesky(of(a))),
    triangularSolve: (t, b, options) =>
      later('triangularSolve', b, (of) => triangularSolve(of(t), of(b), options)),
    spdInverse: (a) => later('spdInverse', a, (of) => spdInverse(of(a))),
  }
  return engine
}

const valuesOf = (
  operands: readonly (DeferredMatrix | number)[],
  of: ValueOf<HostMatrix>,
): (HostMatrix | number)[] =>
  operands.map((operand) => (typeof operand === 'number' ? operand : of(operand)))
