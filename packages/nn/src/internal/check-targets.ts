import { matrix } from '@kq/linalg/as-matrix'
import type { Shape } from '@kq/linalg/engine'
import { ShapeError } from '@kq/linalg/errors'
import { type Matrix, type MatrixLike, shapeText } from '@kq/linalg/matrix'

/** The targets on the output's engine, of the output's shape, of at least one sample. */
export function checkTargets(operation: string, output: Matrix, targets: MatrixLike): Matrix {
  const T = matrix(targets, output.engine)
  if (T.rows !== output.rows || T.columns !== output.columns) {
    throw new ShapeError(
      `${operation}: the output is ${shapeText(output)} and the targets are ${shapeText(T)}; ` +
        'expected one shape, a sample a row and an output unit a column',
    )
  }
  checkSamples(operation, output)
  return T
}

/** That there is something to take a mean over. */
function checkSamples(operation: string, output: Shape): void {
  if (output.rows > 0 && output.columns > 0) return
  throw new ShapeError(
    `${operation}: the output is ${shapeText(output)}; expected at least one sample (row) and one unit (column)`,
  )
}
