import type { Reduction } from '@kq/linalg/engine'

/**
 * How an operand moves through a loop: `constant` not at all, `column` once a row, `element` at
 * every element, one after the other in memory, `strided` likewise with gaps.
 */
export type Motion = 'constant' | 'column' | 'element' | 'strided'

/**
 * What a loop does with the expression's values. A map may append a column of ones; folds along
 * `columns` give a number a row, along `rows` a number a column. A mean is a sum that is divided.
 */
export type Fold =
  | { readonly kind: 'map'; readonly ones: boolean }
  | {
      readonly kind: Exclude<Reduction, 'mean'>
      readonly axis: 'rows' | 'columns' | 'all'
    }
