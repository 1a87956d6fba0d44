import { matrix } from '../as-matrix.ts'
import type { Dtype } from '../dtype.ts'
import type { Engine, Shape } from '../engine.ts'
import { type HostVectorLike, isMatrix, type Matrix } from '../matrix.ts'
import { scope } from '../scope.ts'

/** A matrix of the oracle: row-major numbers in float64, nothing else. Never changed once made. */
export interface Dense extends Shape {
  readonly values: Float64Array
  get(row: number, column: number): number
}

/** Wraps row-major values. */
export const denseOf = (rows: number, columns: number, values: Float64Array): Dense => ({
  rows,
  columns,
  values,
  get: (row, column) => values[row * columns + column],
})

/** The matrix of f(row, column). */
export function dense(
  rows: number,
  columns: number,
  f: (row: number, column: number) => number,
): Dense {
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) values[row * columns + column] = f(row, column)
  }
  return denseOf(rows, columns, values)
}

/** From nested arrays of one length. */
export const denseFromRows = (rows: readonly (readonly number[])[]): Dense =>
  dense(rows.length, rows[0]?.length ?? 0, (row, column) => rows[row][column])

/** What lies in ordinary memory, of any make, for the oracle: a copy, unless it is of its own make. */
export function denseFrom(a: HostVectorLike): Dense {
  if (isDense(a)) return a
  return scope(() => {
    const from = matrix(a)
    return dense(from.rows, from.columns, (row, column) => from.get(row, column))
  })
}

const isDense = (a: HostVectorLike): a is Dense =>
  'values' in a && a.values instanceof Float64Array && !isMatrix(a)

/** The values as the dtype stores them. */
export const rounded = (a: Dense, dtype: Dtype): Dense =>
  dtype === 'float64' ? a : denseOf(a.rows, a.columns, a.values.map(Math.fround))

/** What a matrix of any engine holds. */
export async function download(a: Matrix): Promise<Dense> {
  return denseOf(a.rows, a.columns, Float64Array.from(await a.engine.read(a)))
}

/** Puts values on an engine, outside of all scopes. */
export const upload = (engine: Engine, { values, rows, columns }: Dense): Matrix =>
  engine.upload(values, { rows, columns })

export const transposedDense = (a: Dense): Dense => dense(a.columns, a.rows, (i, j) => a.get(j, i))

/** The number at (row, column), broadcast as `map` does; numbers are the same everywhere. */
export const broadcastAt = (operand: Dense | number, row: number, column: number): number =>
  typeof operand === 'number'
    ? operand
    : operand.get(operand.rows === 1 ? 0 : row, operand.columns === 1 ? 0 : column)
