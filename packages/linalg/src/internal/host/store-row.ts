import type { Strided } from './strided.ts'

/**
 * out[row, column + j] = α sums[at + j] + β C[row, column + j] for the `count` first j, rounded once
 * to out's type. Without C, or with β = 0, C is not read.
 */
export function storeRow(
  alpha: number,
  sums: Float64Array,
  at: number,
  beta: number,
  c: Strided | undefined,
  out: Strided,
  row: number,
  column: number,
  count: number,
): void {
  const { data, columnStride } = out
  let to = (out.offset + row * out.rowStride + column * columnStride) | 0
  const end = (at + count) | 0
  if (c === undefined || beta === 0) {
    for (let i = at | 0; i < end; i = (i + 1) | 0) {
      data[to] = alpha * sums[i]
      to = (to + columnStride) | 0
    }
    return
  }
  const { data: cData, columnStride: cStride } = c
  let from = (c.offset + row * c.rowStride + column * cStride) | 0
  for (let i = at | 0; i < end; i = (i + 1) | 0) {
    data[to] = alpha * sums[i] + beta * cData[from]
    to = (to + columnStride) | 0
    from = (from + cStride) | 0
  }
}
