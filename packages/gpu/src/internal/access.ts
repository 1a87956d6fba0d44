/*
 * Where an elementwise kernel takes an operand's element from. Views (slices, transposes, repeated
 * rows) are ways of access, and cost nothing until something needs them as matrices of their own.
 */
import type { Shape } from '@kq/linalg/engine'

/** The row `y` or column `x` of the result, or neither, and a distance. */
export interface Index {
  readonly by: 'y' | 'x' | undefined
  readonly offset: number
}

/** Row and column in the operand. */
export interface Access {
  readonly row: Index
  readonly column: Index
}

const from = (by: Index['by'], offset = 0): Index => ({ by, offset })

/** An operand as it lies. */
export const straight: Access = { row: from('y'), column: from('x') }

/** Rows read as columns. */
export const turned = ({ row, column }: Access): Access => ({
  row: swapped(row),
  column: swapped(column),
})

const swapped = ({ by, offset }: Index): Index => {
  if (by === undefined) return from(by, offset)
  return from(by === 'y' ? 'x' : 'y', offset)
}

/** The block that begins at that row and column of what is accessed so. */
export const shifted = ({ row, column }: Access, rows: number, columns: number): Access => {
  const shift = ({ by, offset }: Index): Index =>
    from(by, offset + (by === 'y' ? rows : by === 'x' ? columns : 0))
  return { row: shift(row), column: shift(column) }
}

/** In a result of one row (column) there is one index: 0. */
export const within = ({ row, column }: Access, shape: Shape): Access => {
  const fixed = ({ by, offset }: Index): Index => {
    const only = by === 'y' ? shape.rows === 1 : by === 'x' && shape.columns === 1
    return from(only ? undefined : by, offset)
  }
  return { row: fixed(row), column: fixed(column) }
}

const indexText = ({ by, offset }: Index): string => {
  if (by === undefined) return String(offset)
  if (offset === 0) return by
  return offset > 0 ? `${by} + ${offset}` : `${by} - ${-offset}`
}

/** An element in a kernel's source, and a name for the way of access. */
export const accessText = ({ row, column }: Access): string =>
  `[${indexText(row)}][${indexText(column)}]`

/** Where an element is in memory: `start` + `y` times its row + `x` times its column. */
export interface Strides {
  readonly start: number
  readonly y: number
  readonly x: number
}

/** The strides of an access to a matrix of that many columns. */
export const stridesOf = ({ row, column }: Access, columns: number): Strides => {
  const along = (by: 'y' | 'x'): number =>
    (row.by === by ? columns : 0) + (column.by === by ? 1 : 0)
  return { start: row.offset * columns + column.offset, y: along('y'), x: along('x') }
}
