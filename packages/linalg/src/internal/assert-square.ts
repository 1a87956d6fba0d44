import { ShapeError } from '../errors.ts'
import { type Matrix, shapeText } from '../matrix.ts'

/** @throws ShapeError unless all matrices, by the names that the message gives them, are square */
export function assertSquare(operation: string, matrices: Readonly<Record<string, Matrix>>): void {
  const given = Object.entries(matrices)
  if (given.every(([, { rows, columns }]) => rows === columns)) return
  const shapes = given.map(([name, a]) => `${name} is ${shapeText(a)}`).join(' and ')
  const expected = given.length === 1 ? 'a square matrix' : 'square matrices'
  throw new ShapeError(`${operation}: ${shapes}; expected ${expected}`)
}
