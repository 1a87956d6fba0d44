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
