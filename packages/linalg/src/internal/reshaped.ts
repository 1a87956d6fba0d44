import type { Axis } from '../engine.ts'
import type { Matrix } from '../matrix.ts'
import { track } from './scope-stack.ts'
import { slice, transpose, zeros } from './unchecked.ts'

/** Matrices of an engine side by side or one below the other, without a copy of what is alone. */
export const join = (axis: Axis, parts: readonly Matrix[]): Matrix =>
  parts.length === 1 ? parts[0] : track(parts[0].engine.concat(parts, axis))

/** What {@link join} made one of: so many pieces of equal size. */
export function split(a: Matrix, axis: Axis, count: number): Matrix[] {
  if (count === 1) return [a]
  const size = a[axis] / count
  return Array.from({ length: count }, (_, k) => {
    const [start, end] = [k * size, (k + 1) * size]
    return slice(
      a,
      axis === 'rows' ? { rowStart: start, rowEnd: end } : { columnStart: start, columnEnd: end },
    )
  })
}

/** The same numbers, row after row, as rows × columns of them. */
export function reshape(A: Matrix, rows: number, columns: number): Matrix {
  const { engine } = A
  if (rows * columns === 0) return zeros(engine, rows, columns)
  if (engine.reshape) return track(engine.reshape(A, { rows, columns }))
  const flat = A.columns === 1 ? transpose(A) : join('columns', split(A, 'rows', A.rows))
  return columns === 1 ? transpose(flat) : join('rows', split(flat, 'columns', rows))
}
