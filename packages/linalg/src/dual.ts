/*
 * Forward-mode differentiation as an engine (Griewank and Walther, "Evaluating Derivatives",
 * 2nd edition 2008, chapter 3.1): it computes with dual matrices x + εẋ, ε² = 0, and every operation
 * gives its result's tangent together with the result. What is written against @kq/linalg is
 * differentiated along a direction by running it on this engine, unchanged; a reverse pass too,
 * whose tangents are then second derivatives.
 *
 *   x  primal, what the engine below computes      ẋ  tangent, d/dt of x along the direction
 */
import { matrix, peek } from './as-matrix.ts'
import { concat } from './concat.ts'
import { zeros } from './constant.ts'
import type { Engine } from './engine.ts'
import { EngineError, ShapeError } from './errors.ts'
import {
  choleskyPair,
  spdInversePair,
  triangularSolvePair,
} from './internal/dual/factorizations.ts'
import { mapPair, reducePair } from './internal/dual/elementwise.ts'
import type { Pair } from './internal/dual/pair.ts'
import { gemmPair, gramPair } from './internal/dual/products.ts'
import { type Matrix, shapeText } from './matrix.ts'
import { keep, scope, track } from './scope.ts'
import { slice } from './slice.ts'
import { transpose } from './transpose.ts'

/** x + εẋ. Both are of the engine below and live as long as this. */
export interface DualMatrix extends Matrix, Pair {
  readonly engine: DualEngine
  freed: boolean
}

/** What {@link dualEngine} makes. */
export interface DualEngine extends Engine<DualMatrix> {
  readonly base: Engine
  /** A matrix of the engine below as x + ε0. */
  adopt(a: Matrix): DualMatrix
  /**
   * x + εẋ from matrices of the engine below, which stay the caller's.
   *
   * @throws ShapeError if their shapes differ
   */
  join(primal: Matrix, tangent: Matrix): DualMatrix
  /** x, on the engine below. */
  primal(a: Matrix): Matrix
  /** ẋ, on the engine below; zeros where `a` does not depend on anything that has a tangent. */
  tangent(a: Matrix): Matrix
}

const bytesOf = { float32: 4, float64: 8 } as const

const both = ({ primal, tangent }: Pair, operation: (part: Matrix) => Matrix): Pair => ({
  primal: operation(primal),
  tangent: tangent && operation(tangent),
})

/**
 * An engine that computes derivatives along a direction: each of its matrices is a pair of `base`'s,
 * a value x and a tangent ẋ, and each operation computes both. Matrices that come from `upload` or
 * from `base` have no tangent; those that have one come from `join`.
 *
 * Elementwise expressions are differentiated by `derivative`, with its conventions at kinks; the
 * largest or smallest of several equal numbers has the mean of their tangents. `select` and the
 * reading of values follow x. Tangents that are zero throughout are neither stored nor computed.
 * An operation costs up to three times what it costs on `base` (a product of two matrices that both
 * have tangents is three products).
 *
 * @param base - what computes; may itself be such an engine, for derivatives of higher order
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { dualEngine } from '@kq/linalg/dual'
 * import { gemm } from '@kq/linalg/gemm'
 * import { defaultHost } from '@kq/linalg/host'
 * import { read } from '@kq/linalg/read'
 *
 * const engine = dualEngine(defaultHost())
 * const x = engine.join(matrix([3, 4]), matrix([1, 0]))
 * const square = gemm(x, x, { transposeA: true })
 * const value = await read(square) // Float64Array [25], xᵀx
 * const slope = await read(engine.tangent(square)) // Float64Array [6], 2 xᵀẋ
 * ```
 */
export function dualEngine(base: Engine): DualEngine {
  let liveMatrices = 0
  let liveBytes = 0

  const count = (sign: 1 | -1, { primal: { rows, columns }, tangent }: Pair): void => {
    liveMatrices += sign
    liveBytes += sign * rows * columns * bytesOf[base.dtype] * (tangent ? 2 : 1)
  }

  /** A dual matrix of what `body` makes and returns; what it makes besides is freed. */
  const made = (body: () => Pair): DualMatrix => {
    const { primal, tangent } = scope(() => keep(body()))
    const { rows, columns, dtype } = primal
    const result = { engine, rows, columns, dtype, primal, tangent, freed: false }
    count(1, result)
    return result
  }

  const isDual = (a: Matrix): a is DualMatrix => a.engine === engine

  /** The dual matrix that `a` is, or stands for. */
  const dual = (a: Matrix): DualMatrix => (isDual(a) ? a : track(engine.adopt(matrix(a, base))))

  const engine: DualEngine = {
    name: `dual ${base.name}`,
    dtype: base.dtype,
    base,

    join(primal, tangent) {
      const [x, dx] = [matrix(primal, base), matrix(tangent, base)]
      if (x.rows !== dx.rows || x.columns !== dx.columns) {
        throw new ShapeError(
          `join: the matrix is ${shapeText(x)} and its tangent ${shapeText(dx)}; expected one shape`,
        )
      }
      return track(made(() => ({ primal: slice(x, {}), tangent: slice(dx, {}) })))
    },
    adopt: (a) => made(() => ({ primal: slice(a, {}), tangent: undefined })),
    primal: (a) => slice(dual(a).primal, {}),
    tangent: (a) => {
      const { tangent, rows, columns } = dual(a)
      return tangent ? slice(tangent, {}) : zeros(rows, columns, base)
    },

    upload: (values, shape) =>
      made(() => ({ primal: track(base.upload(values, shape)), tangent: undefined })),
    read: (a) =>
      a.freed ? Promise.reject(new EngineError('read: the matrix was freed')) : base.read(a.primal),
    free(a) {
      if (a.freed) return
      a.freed = true
      count(-1, a)
      base.free(a.primal)
      if (a.tangent) base.free(a.tangent)
    },
    stats: () => ({ liveMatrices, liveBytes }),
    ...(base.peek && { peek: (a: DualMatrix) => peek(a.primal) }),

    gemm: (a, b, options) => made(() => gemmPair(base, a, b, options)),
    gram: (x, alpha, beta, c) => made(() => gramPair(x, alpha, beta, c)),
    map: (expression, operands, shape, ones) =>
      made(() => mapPair(base, expression, operands, shape, ones)),
    reduce: (kind, axis, expression, operands, shape) =>
      made(() => reducePair(base, kind, axis, expression, operands, shape)),
    slice: (a, block) => made(() => both(a, (part) => slice(part, block))),
    transpose: (a) => made(() => both(a, (part) => transpose(part))),
    concat: (parts, axis) =>
      made(() => ({
        primal: concat(axis, ...parts.map(({ primal }) => primal)),
        tangent: parts.some(({ tangent }) => tangent)
          ? concat(
              axis,
              ...parts.map(({ tangent, rows, columns }) => tangent ?? zeros(rows, columns, base)),
            )
          : undefined,
      })),
    cholesky: (a) => made(() => choleskyPair(a)),
    triangularSolve: (t, b, options) => made(() => triangularSolvePair(t, b, options)),
    spdInverse: (a) => made(() => spdInversePair(a)),
  }
  return engine
}
