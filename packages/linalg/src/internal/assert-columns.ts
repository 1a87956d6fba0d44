import { ShapeError } from '../errors.ts'
import { type Matrix, shapeText } from '../matrix.ts'

/**
 * Throws unless every vector is a column of n numbers.
 *
 * @param vectors - by the names that the message gives them; those left out are not looked at
 */
export function assertColumns(
  operation: string,
  n: number,
  vectors: Readonly<Record<string, Matrix | undefined>>,
): void {
  const given = Object.entries(vectors).flatMap(([name, a]) => (a ? [{ name, a }] : []))
  if (given.every(({ a }) => a.rows === n && a.columns === 1)) return
  const shapes = given.map(({ name, a }) => `${name} is ${shapeText(a)}`).join(', ')
  throw new ShapeError(`${operation}: ${shapes}; expected columns of ${n} numbers, ${n}×1`)
}
