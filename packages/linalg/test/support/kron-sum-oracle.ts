import { type Dense, dense } from '../../src/laws/dense.ts'

/** A ⊕ B by its definition: A[i, j] I + [i = j] B in block (i, j). */
export const kronSumOracle = (a: Dense, b: Dense): Dense => {
  const n = b.rows
  return dense(a.rows * n, a.rows * n, (row, column) => {
    const [i, j] = [Math.floor(row / n), Math.floor(column / n)]
    const [k, l] = [row % n, column % n]
    return (k === l ? a.get(i, j) : 0) + (i === j ? b.get(k, l) : 0)
  })
}
