/*
 * The memory of L-BFGS: the last p curvature pairs as the rows of two matrices.
 *
 * Nocedal and Wright, Numerical Optimization (2nd ed.), section 7.2. In a program that must not wait
 * for its engine a pair is refused by a matrix, `accept`, not by a branch.
 */
import type { DenseMatrix } from './dense-matrix.ts'
import type { Engine } from './engine.ts'
import type { HostEngine, HostMatrix } from './host.ts'
import { assertColumns } from './internal/assert-columns.ts'
import { assertPairs } from './internal/curvature-triangle.ts'
import { onEngine } from './internal/operands.ts'
import { plainEngine, plainOf } from './internal/plain-engine.ts'
import { scope, track } from './internal/scope-stack.ts'
import { isPlain, operands, select, slice, transpose, zeros } from './internal/unchecked.ts'
import type { HostMatrixLike, HostVectorLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'

/**
 * Up to p curvature pairs, one a row, newest last. Rows not yet filled are zero and come first, so
 * nothing needs to know how many there are.
 */
export interface CurvaturePairs<M extends MatrixLike = Matrix> {
  /** Steps, p×n. */
  readonly S: M
  /** Changes of the gradient, p×n. */
  readonly Y: M
}

function assertCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new RangeError(`emptyPairs: ${name} is ${value}; expected a whole number, at least 1`)
}

/** Room for `memory` pairs of vectors of `dimension` numbers. */
export function emptyPairs(memory: number, dimension: number): CurvaturePairs<DenseMatrix>
export function emptyPairs(
  memory: number,
  dimension: number,
  engine: HostEngine,
): CurvaturePairs<HostMatrix>
export function emptyPairs(memory: number, dimension: number, engine: Engine): CurvaturePairs
export function emptyPairs(
  memory: number,
  dimension: number,
  engine: Engine = plainEngine,
): CurvaturePairs {
  assertCount('memory', memory)
  assertCount('dimension', dimension)
  const room = (): Matrix => zeros(engine, memory, dimension)
  return { S: room(), Y: room() }
}

function appendRow(store: Matrix, row: Matrix): Matrix {
  const { rows, columns, engine } = store
  if (isPlain(store) && isPlain(row)) {
    return plainOf(rows, columns, (i, j) => (i < rows - 1 ? store.get(i + 1, j) : row.get(j, 0)))
  }
  const newest = transpose(row)
  const parts = rows === 1 ? [newest] : [slice(store, { rowStart: 1 }), newest]
  return track(engine.concat(parts, 'rows'))
}

/**
 * The pairs with (s, y) as the newest; the oldest goes where all places were taken.
 *
 * @param s - n×1
 * @param y - n×1, with sᵀy > 0: `pairStatusCode` tells
 * @param accept - 1×1; where it is 0 the pairs stay as they are
 * @throws ShapeError if the shapes do not fit
 */
export function appendPair(
  pairs: CurvaturePairs<HostMatrixLike>,
  s: HostVectorLike,
  y: HostVectorLike,
  accept?: HostMatrixLike,
): CurvaturePairs<DenseMatrix>
export function appendPair(
  pairs: CurvaturePairs<MatrixLike>,
  s: VectorLike,
  y: VectorLike,
  accept?: MatrixLike,
): CurvaturePairs
export function appendPair(
  pairs: CurvaturePairs<MatrixLike>,
  s: VectorLike,
  y: VectorLike,
  accept?: MatrixLike,
): CurvaturePairs {
  return scope(() => {
    const [S, Y, newS, newY] = operands(pairs.S, pairs.Y, s, y)
    assertPairs('appendPair', S, Y, 1)
    assertColumns('appendPair', S.columns, { s: newS, y: newY })
    const next = { S: appendRow(S, newS), Y: appendRow(Y, newY) }
    if (accept === undefined) return next
    const accepted = onEngine(accept, S.engine)
    assertColumns('appendPair', 1, { accept: accepted })
    return { S: select(accepted, next.S, S), Y: select(accepted, next.Y, Y) }
  })
}
