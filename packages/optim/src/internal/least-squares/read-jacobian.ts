import { ShapeError } from '@kq/linalg/errors'
import type { NdArrayLike } from '@kq/linalg/matrix'
import type { JacobianInput } from '../../levenberg-marquardt.ts'

/**
 * Copies a caller's Jacobian, column after column.
 *
 * @throws ShapeError unless it has m rows of n numbers
 */
export function readJacobian(value: JacobianInput, rows: number, columns: number): Float64Array {
  const { data, shape, stride, offset } = (value ?? []) as NdArrayLike
  const flat = value as ArrayLike<number>
  const nested = value as ArrayLike<ArrayLike<number>>
  const into = new Float64Array(rows * columns)
  const isNested = !data && typeof value === 'object' && typeof nested[0] === 'object'
  const found = data
    ? shape
    : isNested
      ? [
          nested.length,
          Array.from(nested, (row) => row.length).find((n) => n !== columns) ?? columns,
        ]
      : [flat?.length ?? 'none']
  const isShape = found.length === 2 && found[0] === rows && found[1] === columns
  if (!isShape && (data || isNested || found[0] !== rows * columns)) {
    throw new ShapeError(
      `the Jacobian is ${found.join('×')}; expected ${rows}×${columns}: a row for each residual, with a number for each variable`,
    )
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      into[j * rows + i] = data
        ? data[offset + i * stride[0] + j * stride[1]]
        : isNested
          ? nested[i][j]
          : flat[i * columns + j]
    }
  }
  return into
}
