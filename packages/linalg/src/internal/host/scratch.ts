import { rowMajor, type Strided } from './strided.ts'

/** Scratch memory before its first use: importing a kernel allocates nothing worth naming. */
export const unallocated: Float64Array = /* @__PURE__ */ new Float64Array(0)

/** `memory` where it is long enough, otherwise longer memory with arbitrary contents. */
export const atLeast = (memory: Float64Array, length: number): Float64Array =>
  memory.length >= length ? memory : new Float64Array(length)

/** Longer work memory (16 MiB) is given back to the garbage collector after each use. */
const longestKept = 2 ** 21
let work = unallocated

/**
 * A row-major matrix with arbitrary contents in the one work memory that all factorizations share:
 * the next call takes it back. Its rows lie an odd distance apart, so that walking down a column does
 * not come back to the same few cache lines.
 */
export function workMatrix(rows: number, columns: number): Strided<Float64Array> {
  const stride = columns | 1
  const memory = atLeast(work, rows * stride)
  if (memory.length <= longestKept) work = memory
  return rowMajor(memory, rows, columns, stride)
}
