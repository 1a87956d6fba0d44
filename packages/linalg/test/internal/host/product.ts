import { depthBlock } from '../../../src/internal/host/register-tile.ts'
import { type Strided, transposed } from '../../../src/internal/host/strided.ts'
import { at, type Values } from './layouts.ts'

/** The elements of A B by the textbook's triple loop, each sum in one piece. */
export const plainProduct = (a: Strided, b: Strided): Values =>
  sums(rowsOf(a), rowsOf(transposed(b)), a.columns)

/** Σₖ |aᵢₖ| |bₖⱼ|, which the rounding errors of a product are proportional to. */
export const magnitude = (a: Strided, b: Strided): Values =>
  sums(absolute(rowsOf(a)), absolute(rowsOf(transposed(b))), a.columns)

/** The elements of A B in the order of summation that gemm documents. */
export const orderedProduct = (a: Strided, b: Strided): Values =>
  sums(rowsOf(a), rowsOf(transposed(b)), depthBlock)

const rowsOf = (a: Strided): Float64Array[] =>
  Array.from({ length: a.rows }, (_, i) =>
    Float64Array.from({ length: a.columns }, (_, j) => at(a, i, j)),
  )

const absolute = (rows: readonly Float64Array[]): Float64Array[] =>
  rows.map((row) => row.map(Math.abs))

const sums =
  (left: readonly Float64Array[], right: readonly Float64Array[], stretch: number): Values =>
  (i, j) => {
    const x = left[i]
    const y = right[j]
    let total = 0
    for (let start = 0; start < x.length; start += stretch) {
      let sum = 0
      for (let k = start; k < Math.min(x.length, start + stretch); k++) sum += x[k] * y[k]
      total += sum
    }
    return total
  }
