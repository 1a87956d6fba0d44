import { depthBlock } from './register-tile.ts'
import { atLeast, unallocated } from './scratch.ts'
import { storeRow } from './store-row.ts'
import { type Strided, transposed } from './strided.ts'
import { vectorProduct } from './vector-product.ts'

let vector = unallocated
let sums = unallocated
let stretch = unallocated

/**
 * out = α A B + β C by a vector–matrix product for each row of A or, where these are fewer, each
 * column of B. Arguments as of `multiply`.
 */
export function multiplyByVectors(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
  upperOnly: boolean,
): void {
  if (out.rows <= out.columns) multiplyRows(alpha, a, b, beta, c, out, upperOnly)
  else
    multiplyRows(
      alpha,
      transposed(b),
      transposed(a),
      beta,
      c && transposed(c),
      transposed(out),
      false,
    )
}

function multiplyRows(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
  upperOnly: boolean,
): void {
  const { rows, columns } = out
  const depth = a.columns
  vector = atLeast(vector, depthBlock)
  sums = atLeast(sums, columns)
  for (let row = 0; row < rows; row++) {
    for (let start = 0; start < depth; start += depthBlock) {
      const count = Math.min(depthBlock, depth - start)
      gather(a, row, start, count)
      if (start === 0) vectorProduct(vector, b, start, count, sums)
      else {
        stretch = atLeast(stretch, columns)
        vectorProduct(vector, b, start, count, stretch)
        for (let j = 0; j < columns; j++) sums[j] += stretch[j]
      }
    }
    const first = upperOnly ? row : 0
    storeRow(alpha, sums, first, beta, c, out, row, first, columns - first)
  }
}

function gather(a: Strided, row: number, start: number, count: number): void {
  const { data, columnStride } = a
  let from = a.offset + row * a.rowStride + start * columnStride
  for (let k = 0; k < count; k++, from += columnStride) vector[k] = data[from]
}
