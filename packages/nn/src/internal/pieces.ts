import type { Shape } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import { shapeText } from '@kq/linalg/matrix'
import type { Like } from '../tape-function.ts'

/** A stretch of a flat vector that stands for a matrix. */
export interface Piece extends Shape {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Whether there is one shape, as opposed to named ones. */
export const isShape = (like: Like): like is Shape =>
  typeof like.rows === 'number' && typeof like.columns === 'number'

/** Where in a flat vector the matrices are. */
export function piecesOf(like: Like): Piece[] {
  let end = 0
  const named: readonly (readonly [string, Shape])[] = isShape(like)
    ? [['', like]]
    : Object.entries(like)
  return named.map(([name, { rows, columns }]) => {
    const start = end
    end += rows * columns
    return { name, rows, columns, start, end }
  })
}

/** Throws unless the pieces are `count` numbers. */
export function checkCount(operation: string, count: number, pieces: readonly Piece[]): void {
  const expected = pieces.at(-1)?.end ?? 0
  if (count === expected) return
  const parts = pieces.map((piece) => `${piece.name} ${shapeText(piece)}`.trim()).join(', ')
  throw new ShapeError(
    `${operation}: x has length ${count}, but \`like\` describes ${expected} numbers (${parts}): ` +
      'give as many, the matrices one after the other, row-major',
  )
}
