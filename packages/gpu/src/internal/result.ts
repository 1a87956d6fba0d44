/*
 * What a result is before it is on the device: a term that nobody launched, a fold, or what waits for
 * folds.
 */
import type { Axis, Shape } from '@kq/linalg/engine'
import type { Term } from '@kq/linalg/expression'
import { type Pending, valuesOf } from './fusion.ts'
import type { Fold } from './kernels/reduce.ts'

/** Each line along an axis, folded to a number: columns to a row, or rows to a column. */
export interface Folding {
  readonly fold: Fold
  readonly axis: Axis
  readonly divisor: number
  /** What is folded, or what will be it: a fold along the other axis. */
  readonly operand: Pending | Lazy
  /** Whether the row is a column instead, or the column a row. */
  readonly isTurned: boolean
}

/** What is to be computed from numbers some of which are folds that were not launched. */
export interface Late {
  readonly late: Term
  readonly operands: readonly (Lazy | Pending)[]
  readonly shape: Shape
}

/** A result: a term over device values, or what will be one. It holds on to what it needs. */
export interface Lazy {
  state: Pending | Folding | Late
  /** Matrices, folds and late results that refer to it. */
  references: number
}

export const isLazy = (operand: Lazy | Pending): operand is Lazy => 'state' in operand
export const isFold = (state: Lazy['state']): state is Folding => 'axis' in state
export const isLate = (state: Lazy['state']): state is Late => 'late' in state

/** A result as the term that it is now: a launch of others may have made it a view. */
export const currentTerm = (operand: Lazy | Pending): Pending =>
  isLazy(operand) ? (operand.state as Pending) : operand

/** What a state refers to: other results and terms. */
export const operandsIn = (state: Lazy['state']): readonly (Lazy | Pending)[] => {
  if (isFold(state)) return [state.operand]
  return isLate(state) ? state.operands : [state]
}

export function retain(state: Lazy['state']): void {
  for (const operand of operandsIn(state)) {
    if (isLazy(operand)) operand.references++
    else for (const value of valuesOf(operand.leaves)) value.retain()
  }
}

/** What a fold is of, once that is a term. */
export const foldedTerm = ({ operand }: Folding): Pending | undefined => {
  if (!isLazy(operand)) return operand
  return isFold(operand.state) || isLate(operand.state) ? undefined : operand.state
}

export const foldedShape = ({ axis, isTurned }: Folding, { rows, columns }: Shape): Shape => {
  const isRow = (axis === 'rows') !== isTurned
  const length = axis === 'rows' ? columns : rows
  return isRow ? { rows: 1, columns: length } : { rows: length, columns: 1 }
}

export const shapeOf = ({ state }: Lazy): Shape => {
  if (!isFold(state)) return state.shape
  const { operand } = state
  return foldedShape(state, isLazy(operand) ? shapeOf(operand) : operand.shape)
}

export const isVector = ({ rows, columns }: Shape): boolean => rows === 1 || columns === 1
