/*
 * Triangular systems by recursion (Elmroth, Gustavson, Jonsson and Kågström, "Recursive Blocked
 * Algorithms and Hybrid Data Structures for Dense Matrix Library Software", SIAM Review 46, 2004):
 * halving the triangle leaves one product of half the size and two smaller triangles, so nearly all
 * of the work is done by gemm, with no block size to choose.
 *
 * One case is enough, a lower triangle on the left: transposing swaps strides, and reading rows and
 * columns backwards turns an upper triangle into a lower one.
 */
import { gemm } from './gemm-kernel.ts'
import { workMatrix } from './scratch.ts'
import { storeRow } from './store-row.ts'
import { block, reversed, rowsReversed, type Strided, transposed } from './strided.ts'
import { leaf, solveLeaf } from './triangular-leaf.ts'

/** Options of {@link triangularSolve}. */
export interface TriangularSolveOptions {
  /** Which triangle of T holds the matrix; the other one is not read. */
  readonly lower: boolean
  /** op(T) = Tᵀ. @defaultValue `false` */
  readonly transpose?: boolean
  /** The diagonal of T is taken to be 1 and is not read. @defaultValue `false` */
  readonly unitDiagonal?: boolean
}

/**
 * Solves op(T) X = B by substitution in float64, and rounds X once to the type of `out`. A zero on the
 * diagonal gives infinities and NaN, as IEEE 754 division does.
 *
 * X op(T) = B is the same as op(T)ᵀ Xᵀ = Bᵀ: pass `transposed(b)`, `transposed(out)` and the opposite
 * `transpose`. Strides make no difference to the speed.
 *
 * @param t - n×n
 * @param b - n×r; may share memory with `out` in any way
 * @param out - n×r; shares no element with T
 */
export function triangularSolve(
  t: Strided,
  b: Strided,
  { lower, transpose = false, unitDiagonal = false }: TriangularSolveOptions,
  out: Strided,
): void {
  const op = transpose ? transposed(t) : t
  const forward = lower !== transpose
  const from = forward ? b : rowsReversed(b)
  const to = forward ? out : rowsReversed(out)
  const x = workMatrix(b.rows, b.columns)
  for (let i = 0; i < x.rows; i++) {
    let place = from.offset + i * from.rowStride
    const start = x.offset + i * x.rowStride
    for (let j = 0; j < x.columns; j++, place += from.columnStride)
      x.data[start + j] = from.data[place]
  }
  solveLower(forward ? op : reversed(op), unitDiagonal, x)
  for (let i = 0; i < x.rows; i++) {
    storeRow(1, x.data, x.offset + i * x.rowStride, 0, undefined, to, i, 0, x.columns)
  }
}

/** X ← T⁻¹ X for a lower triangular T. */
export function solveLower(t: Strided, unitDiagonal: boolean, x: Strided<Float64Array>): void {
  const { rows, columns } = x
  if (rows <= leaf) {
    solveLeaf(t, unitDiagonal, x)
    return
  }
  const half = halfOf(rows)
  const rest = rows - half
  const first = block(x, 0, 0, half, columns)
  const last = block(x, half, 0, rest, columns)
  solveLower(block(t, 0, 0, half, half), unitDiagonal, first)
  gemm(-1, block(t, half, 0, rest, half), first, 1, last, last)
  solveLower(block(t, half, half, rest, rest), unitDiagonal, last)
}

/** Where a triangle is halved: at a whole number of leaves, so that all but the last are full. */
export const halfOf = (size: number): number => Math.ceil(size / 2 / leaf) * leaf
