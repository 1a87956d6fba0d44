/**
 * The general matrix product, after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (ACM TOMS 34, 2008), in the layers of BLIS (Van Zee and van de Geijn, ACM TOMS 41,
 * 2015): blocks of A and B are packed into panels that fit the caches, and a register tile runs over
 * pairs of panels.
 *
 * Every element is summed in float64 and in one order, whatever its place, the other sizes, the
 * strides and the path taken: stretches of {@link depthBlock} terms from first to last, each stretch
 * from 0, then the stretches from first to last. So XᵀX comes out symmetric to the last bit, and a
 * slice of a product is the product of the slice.
 */
import { packPairs, packTriples } from './pack-panels.ts'
import {
  columnBlock,
  depthBlock,
  rowBlock,
  tileBlock,
  tileColumns,
  tileRows,
} from './register-tile.ts'
import { atLeast, unallocated } from './scratch.ts'
import { storeRow } from './store-row.ts'
import { type Strided, transposed } from './strided.ts'
import { addVectorProduct } from './vector-product.ts'

let sums = unallocated
let stretch = unallocated
let vector = unallocated

/**
 * out = α A B + β C, as the BLAS routine.
 *
 * NaN and infinities in A and B propagate, through products with zero too. With α = 0, A and B are
 * not read; with β = 0 or without C, C is not read.
 *
 * @param a - m×k
 * @param b - k×n
 * @param c - m×n; may be `out` itself
 * @param out - m×n; shares no element with A or B, and with C only if it is C
 */
export function gemm(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
): void {
  multiply(alpha, a, b, beta, c, out, false)
}

/**
 * As {@link gemm}; with `upperOnly` only the elements on and above the diagonal are computed, in about
 * half the time, and the others of C and `out` are not touched. `out` is square then.
 */
export function multiply(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
  upperOnly: boolean,
): void {
  const { rows, columns } = out
  const depth = alpha === 0 ? 0 : a.columns
  if (rows === 0 || columns === 0) return
  if (depth === 0) scale(beta, c, out, upperOnly)
  else if (isThin(rows, columns, depth)) multiplyByVectors(alpha, a, b, beta, c, out, upperOnly)
  else multiplyByPanels(alpha, a, b, beta, c, out, upperOnly)
}

/** Whether packing costs more than it saves (measured). */
const isThin = (rows: number, columns: number, depth: number): boolean =>
  Math.min(rows, columns) <= 2 || depth === 1

function scale(beta: number, c: Strided | undefined, out: Strided, upperOnly: boolean): void {
  const { rows, columns } = out
  sums = atLeast(sums, columns).fill(0, 0, columns)
  for (let row = 0; row < rows; row++) {
    const first = upperOnly ? row : 0
    storeRow(0, sums, first, beta, c, out, row, first, columns - first)
  }
}

/** A vector–matrix product for each row of A or, where these are fewer, each column of B. */
function multiplyByVectors(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
  upperOnly: boolean,
): void {
  if (out.rows <= out.columns) multiplyRows(alpha, a, b, beta, c, out, upperOnly)
  else multiplyRows(alpha, transposed(b), transposed(a), beta, c && transposed(c), transposed(out), false)
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
    sums.fill(0, 0, columns)
    for (let start = 0; start < depth; start += depthBlock) {
      const count = Math.min(depthBlock, depth - start)
      gather(a, row, start, count)
      if (start === 0) addVectorProduct(vector, b, start, count, sums)
      else {
        stretch = atLeast(stretch, columns).fill(0, 0, columns)
        addVectorProduct(vector, b, start, count, stretch)
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

function multiplyByPanels(
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
  const { left, right, sums, addTiles } = tileBlock()
  for (let column = 0; column < columns; column += columnBlock) {
    const width = Math.min(columnBlock, columns - column)
    // Odd, so that the rows of a column of tiles do not all compete for the same cache lines.
    const stride = roundUp(width, tileColumns) | 1
    const lastRow = upperOnly ? Math.min(rows, column + width) : rows
    for (let row = 0; row < lastRow; row += rowBlock) {
      const height = Math.min(rowBlock, lastRow - row)
      const diagonal = upperOnly ? column - row : height
      sums.fill(0, 0, roundUp(height, tileRows) * stride)
      for (let start = 0; start < depth; start += depthBlock) {
        const count = Math.min(depthBlock, depth - start)
        packPairs(a, row, start, height, count, left)
        packTriples(b, start, column, width, count, right)
        addTiles(height, width, count, stride, diagonal)
      }
      for (let i = 0; i < height; i++) {
        const first = Math.max(0, i - diagonal)
        storeRow(alpha, sums, i * stride + first, beta, c, out, row + i, column + first, width - first)
      }
    }
  }
}

const roundUp = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple
