import type { Operand, Tape, Variable } from '../tape.ts'

/** Whether an operand is a variable, as opposed to a constant. */
export const isVariable = (operand: Operand): operand is Variable =>
  typeof operand === 'object' && operand !== null && 'tape' in operand

/** The tape that an operation on the two is recorded on. */
export function tapeOf(operation: string, a: Operand, b: Operand): Tape {
  if (isVariable(a)) return a.tape
  if (isVariable(b)) return b.tape
  throw new TypeError(
    `${operation}: both operands are constants, but at least one must be a variable: ` +
      'make it with `variable` of a tape, or compute with the functions of @kq/linalg',
  )
}
