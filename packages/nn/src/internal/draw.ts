import { allocate, type Floats } from '@kq/linalg/dtype'
import type { Shape } from '@kq/linalg/engine'
import type { Matrix } from '@kq/linalg/matrix'
import { track } from '@kq/linalg/scope'

/** Random numbers drawn on the host, row by row, on the engine of `like`. */
export function draw(like: Matrix, shape: Shape, fill: (out: Floats) => void): Matrix {
  const { rows, columns } = shape
  const values = allocate(like.dtype, rows * columns)
  fill(values)
  return track(like.engine.upload(values, { rows, columns }))
}
