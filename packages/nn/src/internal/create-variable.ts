import { ShapeError } from '@kq/linalg/errors'
import { expression } from '@kq/linalg/expression'
import { mapHomogeneous } from '@kq/linalg/map'
import { type Matrix, shapeText } from '@kq/linalg/matrix'
import { slice } from '@kq/linalg/slice'
import type { Tape, Variable } from '../tape.ts'

const same = expression((x) => x)

/**
 * A variable that has one of its two forms and makes the other when first asked for: on a GPU a
 * slice is a copy, and so is appending a column everywhere. A form made inside a scope that has
 * ended since is made again.
 */
export function createVariable(
  tape: Tape,
  index: number,
  given: Matrix,
  homogeneous: boolean,
): Variable {
  const columns = homogeneous ? given.columns - 1 : given.columns
  if (columns < 0) {
    throw new ShapeError(
      `a homogeneous variable ends in a column of ones, but the matrix given is ${shapeText(given)}`,
    )
  }
  let derived: Matrix | undefined
  const other = (): Matrix => {
    if (!derived || derived.freed) {
      derived = homogeneous ? slice(given, { columnEnd: columns }) : mapHomogeneous(same, given)
    }
    return derived
  }
  return {
    tape,
    index,
    rows: given.rows,
    columns,
    get value() {
      return homogeneous ? other() : given
    },
    get homogeneous() {
      return homogeneous ? given : other()
    },
  }
}
