import type { Term } from './expression.ts'

/*
 * What engines ask of an expression's terms before they compile them.
 */

/** The terms that a term is computed from; none for operands, constants and indices. */
export function childrenOf(term: Term): readonly Term[] {
  if (term.kind === 'unary') return [term.argument]
  if (term.kind === 'binary') return [term.left, term.right]
  return term.kind === 'where' ? [term.condition, term.then, term.otherwise] : []
}

const indexReaders = new WeakMap<Term, boolean>()

/**
 * Whether a term reads the row or column index, which forbids running over it as one long row.
 *
 * @example
 * ```ts
 * import { add, columnIndex, expression } from '@kq/linalg/expression'
 * import { readsIndex } from '@kq/linalg/term'
 *
 * readsIndex(expression((x) => add(x, columnIndex)).term) // true
 * ```
 */
export function readsIndex(term: Term): boolean {
  let answer = indexReaders.get(term)
  if (answer === undefined) {
    answer = term.kind === 'row' || term.kind === 'column' || childrenOf(term).some(readsIndex)
    indexReaders.set(term, answer)
  }
  return answer
}

const operandReaders = new WeakMap<Term, ReadonlySet<number>>()

/**
 * The indices of the operands that a term is computed from.
 *
 * @example
 * ```ts
 * import { add, expression } from '@kq/linalg/expression'
 * import { operandsOf } from '@kq/linalg/term'
 *
 * operandsOf(expression((_x, y, z) => add(y, z)).term).has(0) // false
 * ```
 */
export function operandsOf(term: Term): ReadonlySet<number> {
  let operands = operandReaders.get(term)
  if (!operands) {
    operands = new Set(
      term.kind === 'operand' ? [term.index] : childrenOf(term).flatMap((t) => [...operandsOf(t)]),
    )
    operandReaders.set(term, operands)
  }
  return operands
}
