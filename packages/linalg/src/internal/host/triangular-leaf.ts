/*
 * Forward substitution on a triangle small enough for the cache: where the recursion of
 * solveLower ends. Four columns of the right-hand side are solved at a time, their sums in
 * registers; both live in arrays made once, which are constants to the compiler (register-tile.ts
 * says why that matters).
 */
import type { Strided } from './strided.ts'

/** The largest triangle that is solved by plain substitution. */
export const leaf = 32
const lanes = 4

interface Leaf {
  /** Row i of the triangle begins at i·{@link leaf}. */
  readonly triangle: Float64Array
  /** Four columns of the right-hand side, row after row. */
  readonly strip: Float64Array
  readonly substitute: (size: number) => void
}

let made: Leaf | undefined

function makeLeaf(): Leaf {
  const triangle = new Float64Array(leaf * leaf)
  const strip = new Float64Array(leaf * lanes)

  function substitute(size: number): void {
    const end = size * lanes
    let row = 0
    for (let i = 0; i < end; i = (i + lanes) | 0) {
      let s0 = strip[i]
      let s1 = strip[(i + 1) | 0]
      let s2 = strip[(i + 2) | 0]
      let s3 = strip[(i + 3) | 0]
      let t = row
      for (let k = 0; k < i; k = (k + lanes) | 0) {
        const factor = triangle[t]
        s0 -= factor * strip[k]
        s1 -= factor * strip[(k + 1) | 0]
        s2 -= factor * strip[(k + 2) | 0]
        s3 -= factor * strip[(k + 3) | 0]
        t = (t + 1) | 0
      }
      const pivot = triangle[t]
      strip[i] = s0 / pivot
      strip[(i + 1) | 0] = s1 / pivot
      strip[(i + 2) | 0] = s2 / pivot
      strip[(i + 3) | 0] = s3 / pivot
      row = (row + leaf) | 0
    }
  }

  return { triangle, strip, substitute }
}

/** X ← T⁻¹ X for a lower triangular T of at most {@link leaf} rows. */
export function solveLeaf(t: Strided, unitDiagonal: boolean, x: Strided<Float64Array>): void {
  made ??= makeLeaf()
  const { triangle, strip, substitute } = made
  const { rows, columns, data, offset, rowStride, columnStride } = x
  for (let i = 0; i < rows; i++) {
    let from = t.offset + i * t.rowStride
    for (let j = 0; j <= i; j++, from += t.columnStride) triangle[i * leaf + j] = t.data[from]
    if (unitDiagonal) triangle[i * leaf + i] = 1
  }
  for (let column = 0; column < columns; column += lanes) {
    const count = Math.min(lanes, columns - column)
    const first = offset + column * columnStride
    for (let i = 0; i < rows; i++) {
      const from = first + i * rowStride
      for (let lane = 0; lane < count; lane++)
        strip[i * lanes + lane] = data[from + lane * columnStride]
    }
    substitute(rows)
    for (let i = 0; i < rows; i++) {
      const to = first + i * rowStride
      for (let lane = 0; lane < count; lane++)
        data[to + lane * columnStride] = strip[i * lanes + lane]
    }
  }
}
