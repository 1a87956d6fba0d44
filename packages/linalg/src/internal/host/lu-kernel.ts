/*
 * P A = L U by elimination with partial pivoting, right-looking in blocks: Golub and Van Loan, Matrix
 * Computations (4th ed.), sections 3.2.11 and 3.4. Outside of the panels all work is done by the
 * triangular solve and the product.
 */
import { gemm } from './gemm-kernel.ts'
import { block, type Strided } from './strided.ts'
import { solveLower } from './triangular-kernel.ts'
import { leaf } from './triangular-leaf.ts'

/** What was done to the rows. */
export interface RowExchanges {
  /** Row i of P A is row `order[i]` of A. */
  readonly order: Uint32Array
  /** The determinant of P. */
  readonly sign: 1 | -1
}

/** Factors A in place: U on and above the diagonal, L below it without its ones. */
export function factorLu(a: Strided<Float64Array>): RowExchanges {
  const { rows, columns } = a
  const order = Uint32Array.from({ length: rows }, (_, i) => i)
  const steps = Math.min(rows, columns)
  let sign: 1 | -1 = 1
  for (let start = 0; start < steps; start += leaf) {
    const end = Math.min(steps, start + leaf)
    for (let k = start; k < end; k++) {
      if (exchange(a, order, k)) sign = sign === 1 ? -1 : 1
      eliminate(a, k, end)
    }
    if (end === columns) continue
    const width = end - start
    const right = block(a, start, end, width, columns - end)
    solveLower(block(a, start, start, width, width), true, right)
    const rest = block(a, end, end, rows - end, columns - end)
    gemm(-1, block(a, end, start, rows - end, width), right, 1, rest, rest)
  }
  return { order, sign }
}

/** Brings the largest element of column k, from row k on, to row k. */
function exchange(a: Strided<Float64Array>, order: Uint32Array, k: number): boolean {
  const { data, rows, columns, offset, rowStride } = a
  let largest = k
  for (let i = k + 1; i < rows; i++) {
    const size = Math.abs(data[offset + i * rowStride + k])
    if (size > Math.abs(data[offset + largest * rowStride + k])) largest = i
  }
  if (largest === k) return false
  const [p, q] = [offset + k * rowStride, offset + largest * rowStride]
  for (let j = 0; j < columns; j++) {
    const held = data[p + j]
    data[p + j] = data[q + j]
    data[q + j] = held
  }
  const row = order[k]
  order[k] = order[largest]
  order[largest] = row
  return true
}

/** Takes multiples of row k off the rows below it, up to column `end`. */
function eliminate(a: Strided<Float64Array>, k: number, end: number): void {
  const { data, rows, offset, rowStride } = a
  const from = offset + k * rowStride
  const pivot = data[from + k]
  if (pivot === 0) return
  for (let i = k + 1; i < rows; i++) {
    const row = offset + i * rowStride
    const factor = data[row + k] / pivot
    data[row + k] = factor
    if (factor === 0) continue
    for (let j = k + 1; j < end; j++) data[row + j] -= factor * data[from + j]
  }
}
