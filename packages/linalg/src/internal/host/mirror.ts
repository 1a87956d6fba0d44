import type { Strided } from './strided.ts'

/** Rows and columns of the squares that are mirrored at a time: a cache holds both squares. */
const side = 32

/** Copies the triangle above the diagonal onto the one below it. */
export function mirrorUpper(out: Strided): void {
  const { data, rows, offset, rowStride, columnStride } = out
  for (let row = 0; row < rows; row += side) {
    const rowEnd = Math.min(rows, row + side)
    for (let column = row; column < rows; column += side) {
      const columnEnd = Math.min(rows, column + side)
      for (let i = row; i < rowEnd; i++) {
        let j = Math.max(column, i + 1)
        let from = (offset + i * rowStride + j * columnStride) | 0
        let to = (offset + j * rowStride + i * columnStride) | 0
        for (; j < columnEnd; j++) {
          data[to] = data[from]
          from = (from + columnStride) | 0
          to = (to + rowStride) | 0
        }
      }
    }
  }
}
