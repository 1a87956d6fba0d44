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
  for (const [name, a] of Object.entries(vectors)) {
    if (!a || (a.rows === n && a.columns === 1)) continue
    throw new ShapeError(`${operation}: ${name} is ${shapeText(a)}; expected ${n}×1`)
  }
}
