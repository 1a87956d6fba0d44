import { operatorFunctions, type Term } from '../expression.ts'

/** The value of a term at an element: of the operands' values there, its row and its column. */
export type Evaluate = (x: readonly number[], row: number, column: number) => number

/** A term as a closure, with no operator but those that terms were built of. */
export function evaluator(t: Term): Evaluate {
  if (t.kind === 'operand') return (x) => x[t.index]
  if (t.kind === 'constant') return () => t.value
  if (t.kind === 'row') return (_x, row) => row
  if (t.kind === 'column') return (_x, _row, column) => column
  if (t.kind === 'where') {
    const [condition, then, otherwise] = [t.condition, t.then, t.otherwise].map(evaluator)
    return (x, i, j) => (condition(x, i, j) ? then(x, i, j) : otherwise(x, i, j))
  }
  const apply = operatorFunctions[t.operator] as NonNullable<typeof operatorFunctions.add>
  const left = evaluator(t.kind === 'unary' ? t.argument : t.left)
  const right = t.kind === 'unary' ? left : evaluator(t.right)
  return (x, i, j) => apply(left(x, i, j), right(x, i, j))
}
