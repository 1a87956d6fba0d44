/*
 * The inverse of a symmetric positive definite matrix in LAPACK's three steps (potrf, trtri, lauum):
 * A = UᵀU, V = U⁻¹, A⁻¹ = V Vᵀ. Each takes n³/3 multiplications and additions, is done in the place of
 * the upper triangle by the recursions below, and leaves nearly all of them to gemm:
 *
 *     V₁₂ = −U₁₁⁻¹ U₁₂ V₂₂            (V Vᵀ)₁₁ = V₁₁V₁₁ᵀ + V₁₂V₁₂ᵀ,  (V Vᵀ)₁₂ = V₁₂V₂₂ᵀ
 *
 * The lower triangle of the work memory is zero throughout.
 */
import { type CholeskyFailure, factor, readLower } from './cholesky-kernel.ts'
import { gemm, multiply } from './gemm-kernel.ts'
import { mirrorUpper } from './mirror.ts'
import { atLeast, unallocated, workMatrix } from './scratch.ts'
import { storeRow } from './store-row.ts'
import {
  block,
  columnsReversed,
  reversed,
  rowMajor,
  rowsReversed,
  type Strided,
  transposed,
} from './strided.ts'
import { halfOf, solveLower } from './triangular-kernel.ts'
import { leaf } from './triangular-leaf.ts'

/**
 * out = A⁻¹ for a symmetric positive definite A, symmetric to the last bit, computed in float64 and
 * rounded once to the type of `out`.
 *
 * @param a - n×n; only the part on and below the diagonal is read
 * @param out - n×n; may be `a` itself; left as it was where the factorization fails
 * @returns undefined, or why there is no inverse
 */
export function spdInverse(a: Strided, out: Strided): CholeskyFailure | undefined {
  const size = a.rows
  const work = workMatrix(size, size)
  readLower(a, work)
  const failure = factor(work)
  if (failure) return failure
  clearBelowDiagonal(work)
  invertUpper(work)
  timesOwnTranspose(work)
  for (let i = 0; i < size; i++) {
    storeRow(1, work.data, i * work.rowStride + i, 0, undefined, out, i, i, size - i)
  }
  mirrorUpper(out)
  return undefined
}

function clearBelowDiagonal({ data, rows, offset, rowStride }: Strided<Float64Array>): void {
  for (let i = 1; i < rows; i++) data.fill(0, offset + i * rowStride, offset + i * rowStride + i)
}

/** U ← U⁻¹. */
function invertUpper(u: Strided<Float64Array>): void {
  const size = u.rows
  if (size <= leaf) {
    invertLeaf(u)
    return
  }
  const half = halfOf(size)
  const rest = size - half
  const u11 = block(u, 0, 0, half, half)
  const u12 = block(u, 0, half, half, rest)
  const u22 = block(u, half, half, rest, rest)
  invertUpper(u22)
  timesUpper(-1, u12, u22)
  solveLower(reversed(u11), false, rowsReversed(u12))
  invertUpper(u11)
}

/** Column by column, each from the columns before it, which are inverted already. */
function invertLeaf({ data, rows, offset, rowStride }: Strided<Float64Array>): void {
  for (let j = 0; j < rows; j++) {
    const diagonal = offset + j * rowStride + j
    const inverse = 1 / data[diagonal]
    data[diagonal] = inverse
    for (let i = 0; i < j; i++) {
      const row = offset + i * rowStride
      let sum = 0
      for (let k = i; k < j; k++) sum += data[row + k] * data[offset + k * rowStride + j]
      data[row + j] = -inverse * sum
    }
  }
}

/** V ← V Vᵀ, the part on and above the diagonal. */
function timesOwnTranspose(v: Strided<Float64Array>): void {
  const size = v.rows
  if (size <= leaf) {
    timesOwnTransposeLeaf(v)
    return
  }
  const half = halfOf(size)
  const rest = size - half
  const v11 = block(v, 0, 0, half, half)
  const v12 = block(v, 0, half, half, rest)
  const v22 = block(v, half, half, rest, rest)
  timesOwnTranspose(v11)
  multiply(1, v12, transposed(v12), 1, v11, v11, true)
  timesUpper(1, columnsReversed(v12), reversed(transposed(v22)))
  timesOwnTranspose(v22)
}

function timesOwnTransposeLeaf({ data, rows, offset, rowStride }: Strided<Float64Array>): void {
  for (let i = 0; i < rows; i++) {
    const left = offset + i * rowStride
    for (let j = i; j < rows; j++) {
      const right = offset + j * rowStride
      let sum = 0
      for (let k = j; k < rows; k++) sum += data[left + k] * data[right + k]
      data[left + j] = sum
    }
  }
}

let copy = unallocated

/** B ← α B U for an upper triangular U with zeros below its diagonal. */
function timesUpper(alpha: number, b: Strided<Float64Array>, u: Strided<Float64Array>): void {
  const { rows, columns } = b
  if (columns <= leaf) {
    copy = atLeast(copy, rows * columns)
    const same = rowMajor(copy, rows, columns)
    for (let i = 0; i < rows; i++) {
      let from = b.offset + i * b.rowStride
      for (let j = 0; j < columns; j++, from += b.columnStride) copy[i * columns + j] = b.data[from]
    }
    gemm(alpha, same, u, 0, undefined, b)
    return
  }
  const half = halfOf(columns)
  const rest = columns - half
  const first = block(b, 0, 0, rows, half)
  const last = block(b, 0, half, rows, rest)
  timesUpper(alpha, last, block(u, half, half, rest, rest))
  gemm(alpha, first, block(u, 0, half, half, rest), 1, last, last)
  timesUpper(alpha, first, block(u, 0, 0, half, half))
}
