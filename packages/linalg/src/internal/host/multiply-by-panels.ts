import { packPairs, packTriples } from './pack-panels.ts'
import {
  columnBlock,
  depthBlock,
  rowBlock,
  tileBlock,
  tileColumns,
  tileRows,
} from './register-tile.ts'
import { storeRow } from './store-row.ts'
import type { Strided } from './strided.ts'

/**
 * out = α A B + β C, block by block: each block of the product is summed over the whole depth before
 * it is stored, so its sums stay in float64. Arguments as of `multiply`.
 */
export function multiplyByPanels(
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
        storeRow(
          alpha,
          sums,
          i * stride + first,
          beta,
          c,
          out,
          row + i,
          column + first,
          width - first,
        )
      }
    }
  }
}

const roundUp = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple
