import { type Dense, dense } from '../../src/laws/dense.ts'

/** A ⊗ B by its definition: element (i·p + k, j·q + l) is A[i, j] B[k, l]. */
export const kronOracle = (a: Dense, b: Dense): Dense =>
  dense(
    a.rows * b.rows,
    a.columns * b.columns,
    (row, column) =>
      a.get(Math.floor(row / b.rows), Math.floor(column / b.columns)) *
      b.get(row % b.rows, column % b.columns),
  )
