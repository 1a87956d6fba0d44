import type { Floats } from '@kq/linalg/dtype'
import type { Axis, Shape } from '@kq/linalg/engine'
import type { Term } from '@kq/linalg/expression'
import { readsIndex } from '@kq/linalg/term'
import type { Motion } from './motion.ts'

/** A matrix as loops see it: row r, column c is `data[offset + r·rowStride + c·columnStride]`. */
export interface StridedOperand extends Shape {
  readonly data: Floats
  readonly offset: number
  readonly rowStride: number
  readonly columnStride: number
}

/** An operand on its way through the rows and columns of a {@link Walk}. */
interface WalkedOperand {
  readonly motion: Motion
  /** Of a constant. */
  readonly value: number
  readonly data: Floats
  readonly offset: number
  readonly rowStride: number
  readonly columnStride: number
}

/** The order in which elements are visited: row by row, once all that can be one row is one. */
export interface Walk extends Shape {
  readonly operands: readonly WalkedOperand[]
  /** The axis that is folded, which changes where rows and columns change places. */
  readonly axis: Axis | 'all'
}

const noData = new Float64Array(0)

const isFlat = (operand: StridedOperand | number, { rows, columns }: Shape): boolean => {
  if (typeof operand === 'number') return true
  if (operand.rows === 1 && operand.columns === 1) return true
  return (
    operand.rows === rows &&
    operand.columns === columns &&
    (columns === 1 || operand.columnStride === 1) &&
    (rows === 1 || operand.rowStride === columns)
  )
}

const constant = (value: number): WalkedOperand => ({
  motion: 'constant',
  value,
  data: noData,
  offset: 0,
  rowStride: 0,
  columnStride: 0,
})

/**
 * Plans a walk over `shape`. Unless the term reads an index, what is contiguous becomes a single
 * row, also for a fold altogether; and a column, which would be rows of one element, becomes a row.
 */
export function planWalk(
  term: Term,
  operands: readonly (StridedOperand | number)[],
  shape: Shape,
  purpose: 'map' | 'homogeneous' | Axis | 'all',
): Walk {
  const axis = purpose === 'rows' || purpose === 'columns' ? purpose : 'all'
  const free = purpose !== 'homogeneous' && !readsIndex(term)
  const flat =
    free &&
    (purpose === 'map' || purpose === 'all') &&
    operands.every((operand) => isFlat(operand, shape))
  const turned = free && !flat && shape.columns === 1
  const rows = flat || turned ? 1 : shape.rows
  const columns = flat ? shape.rows * shape.columns : turned ? shape.rows : shape.columns

  const walked = operands.map((operand): WalkedOperand => {
    if (typeof operand === 'number') return constant(operand)
    const { data, offset } = operand
    if (operand.rows === 1 && operand.columns === 1) return constant(data[offset])
    const down = operand.rows === 1 ? 0 : operand.rowStride
    const along = operand.columns === 1 ? 0 : operand.columnStride
    const rowStride = flat ? 0 : turned ? along : down
    const columnStride = flat ? 1 : turned ? down : along
    const once = !flat && !turned && operand.columns === 1 && columns !== 1
    const adjacent = columnStride === 1 || columns === 1
    const motion = once ? 'column' : adjacent ? 'element' : 'strided'
    return { motion, value: 0, data, offset, rowStride, columnStride }
  })
  const turnedAxis = axis === 'rows' ? 'columns' : axis === 'columns' ? 'rows' : axis
  return { rows, columns, operands: walked, axis: turned ? turnedAxis : axis }
}
