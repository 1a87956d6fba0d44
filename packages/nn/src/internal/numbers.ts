import { matrix } from '@kq/linalg/as-matrix'
import type { Shape } from '@kq/linalg/engine'
import { EngineError } from '@kq/linalg/errors'
import { isHostMatrix } from '@kq/linalg/host'
import { isMatrix, type Matrix, type VectorLike } from '@kq/linalg/matrix'
import { scope } from '@kq/linalg/scope'

/** Numbers in row-major order, and the shape that they came in. */
export interface Numbers {
  readonly values: Float64Array
  readonly shape: Shape
}

/** Copies a matrix of ordinary memory into `out`, row-major. */
export function copyValues(a: Matrix, out: Float64Array, operation: string): void {
  if (!isHostMatrix(a)) {
    throw new EngineError(
      `${operation}: a matrix of the engine ${a.engine.name} was given, whose values cannot be seen at once: ` +
        '`await read(…)` it and give the numbers',
    )
  }
  const { rows, columns, rowStride, columnStride, offset, data } = a
  for (let row = 0, to = 0; row < rows; row++) {
    let from = offset + row * rowStride
    for (let column = 0; column < columns; column++, from += columnStride) out[to++] = data[from]
  }
}

/**
 * The numbers of whatever stands for a vector or a matrix; flat numbers are a column. Float64Arrays
 * are not copied.
 */
export function numbersOf(x: VectorLike, operation: string): Numbers {
  if (x instanceof Float64Array) return { values: x, shape: { rows: x.length, columns: 1 } }
  if (Array.isArray(x) && x.length === 0) {
    return { values: new Float64Array(0), shape: { rows: 0, columns: 1 } }
  }
  return scope(() => {
    const a: Matrix = isMatrix(x) ? matrix(x, x.engine) : matrix(x)
    const values = new Float64Array(a.rows * a.columns)
    copyValues(a, values, operation)
    return { values, shape: { rows: a.rows, columns: a.columns } }
  })
}
