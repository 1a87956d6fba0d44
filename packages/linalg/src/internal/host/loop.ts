import type { Floats } from '../../dtype.ts'
import type { Axis, Reduction, Shape } from '../../engine.ts'
import { type HostMatrix, isContiguous } from './host-matrix.ts'

/**
 * How an operand moves through a loop: `constant` not at all, `column` once a row, `element` at
 * every element.
 */
export type Motion = 'constant' | 'column' | 'element'

/** What a loop does with the expression's values. `'map'` stores them. */
export type Fold =
  | { readonly kind: 'map' }
  | { readonly kind: Reduction; readonly axis: Axis | 'all' }

/** An operand as a loop sees it. Constants are numbers; others are walked by strides. */
export interface LoopOperand {
  readonly motion: Motion
  readonly value: number
  readonly data: Floats
  readonly offset: number
  readonly rowStride: number
  readonly columnStride: number
}

/**
 * Runs over `rows`×`columns` elements. A map writes row r at `out[r·outStride]`; a fold along
 * columns writes `out[r]`, along rows folds into `out[c]`, altogether into `out[0]`.
 */
export type Loop = (
  out: Floats,
  rows: number,
  columns: number,
  outStride: number,
  operands: readonly LoopOperand[],
) => void

const noData = new Float64Array(0)

const toLoopOperand = (operand: HostMatrix | number, shape: Shape): LoopOperand => {
  if (typeof operand === 'number') {
    return {
      motion: 'constant',
      value: operand,
      data: noData,
      offset: 0,
      rowStride: 0,
      columnStride: 0,
    }
  }
  const { data, offset } = operand
  const rowStride = operand.rows === 1 ? 0 : operand.rowStride
  const columnStride = operand.columns === 1 ? 0 : operand.columnStride
  if (operand.rows === 1 && operand.columns === 1) {
    return {
      motion: 'constant',
      value: data[offset] as number,
      data,
      offset,
      rowStride,
      columnStride,
    }
  }
  const motion = operand.columns === 1 && shape.columns !== 1 ? 'column' : 'element'
  return { motion, value: 0, data, offset, rowStride, columnStride }
}

const isConstant = (operand: HostMatrix | number): boolean =>
  typeof operand === 'number' || (operand.rows === 1 && operand.columns === 1)

/** Whether all operands that vary lie in memory as the result does, so that one run covers them. */
export const areContiguous = (operands: readonly (HostMatrix | number)[], shape: Shape): boolean =>
  operands.every(
    (operand) =>
      typeof operand === 'number' ||
      isConstant(operand) ||
      (operand.rows === shape.rows && operand.columns === shape.columns && isContiguous(operand)),
  )

/** The operands as loops see them; `flat` when all is run over as one long row. */
export const loopOperands = (
  operands: readonly (HostMatrix | number)[],
  shape: Shape,
  flat: boolean,
): LoopOperand[] =>
  operands.map((operand) => {
    const walked = toLoopOperand(operand, shape)
    return flat && walked.motion !== 'constant'
      ? { ...walked, motion: 'element', rowStride: 0, columnStride: 1 }
      : walked
  })

/** The value that a fold starts from. */
export const foldStart = (kind: Reduction): number =>
  kind === 'max' ? -Infinity : kind === 'min' ? Infinity : 0
