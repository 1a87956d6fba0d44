/*
 * The Cholesky factorization by recursion (Gustavson, "Recursion leads to automatic variable blocking
 * for dense linear-algebra algorithms", IBM J. Res. Dev. 41, 1997). It works on U = Lᵀ in row-major
 * float64 memory, where every inner loop runs along rows:
 *
 *     [A₁₁ A₁₂]   [U₁₁ᵀ     ] [U₁₁ U₁₂]     U₁₁ᵀU₁₁ = A₁₁
 *     [ ·  A₂₂] = [U₁₂ᵀ U₂₂ᵀ] [    U₂₂]     U₁₁ᵀU₁₂ = A₁₂
 *                                           U₂₂ᵀU₂₂ = A₂₂ − U₁₂ᵀU₁₂
 */
import { multiply } from './gemm-kernel.ts'
import { workMatrix } from './scratch.ts'
import { block, type Strided, transposed } from './strided.ts'
import { halfOf, solveLower } from './triangular-kernel.ts'
import { leaf } from './triangular-leaf.ts'

/** Where a factorization ended: the matrix is not positive definite as far as float64 can tell. */
export interface CholeskyFailure {
  /** The row, from 0, whose pivot is not a positive finite number. */
  readonly pivot: number
  /** What the pivot is: L[pivot, pivot]² were it positive. */
  readonly value: number
}

/**
 * The lower triangular L with A = L Lᵀ, zeros above the diagonal. It is computed in float64 and
 * rounded once to the type of `out`.
 *
 * @param a - n×n; only the part on and below the diagonal is read
 * @param out - n×n; may be `a` itself; left as it was where the factorization fails
 * @returns undefined, or why there is no factor
 */
export function cholesky(a: Strided, out: Strided): CholeskyFailure | undefined {
  const u = workMatrix(a.rows, a.rows)
  readLower(a, u)
  const failure = factor(u)
  if (!failure) writeLower(u, out)
  return failure
}

/** Copies the lower triangle of A into the upper one of U, transposed. */
export function readLower(a: Strided, u: Strided<Float64Array>): void {
  const { data, rowStride, columnStride } = a
  for (let i = 0; i < u.rows; i++) {
    let from = a.offset + i * (rowStride + columnStride)
    const start = u.offset + i * u.rowStride
    for (let j = i; j < u.rows; j++, from += rowStride) u.data[start + j] = data[from]
  }
}

function writeLower(u: Strided<Float64Array>, out: Strided): void {
  const { data, rowStride, columnStride } = out
  for (let i = 0; i < u.rows; i++) {
    let to = out.offset + i * rowStride
    let from = u.offset + i
    for (let j = 0; j < u.rows; j++, to += columnStride, from += u.rowStride) {
      data[to] = j <= i ? u.data[from] : 0
    }
  }
}

/** U in the place of the upper triangle of A; below the diagonal nothing is read or defined. */
export function factor(a: Strided<Float64Array>): CholeskyFailure | undefined {
  const size = a.rows
  if (size <= leaf) return factorLeaf(a)
  const half = halfOf(size)
  const rest = size - half
  const a11 = block(a, 0, 0, half, half)
  const a12 = block(a, 0, half, half, rest)
  const a22 = block(a, half, half, rest, rest)
  const failure = factor(a11)
  if (failure) return failure
  solveLower(transposed(a11), false, a12)
  multiply(-1, transposed(a12), a12, 1, a22, a22, true)
  const later = factor(a22)
  return later && { pivot: half + later.pivot, value: later.value }
}

/** Row by row: divide by the root of the pivot, then take the row's outer product off the rest. */
function factorLeaf(a: Strided<Float64Array>): CholeskyFailure | undefined {
  const { data, rows, offset, rowStride } = a
  for (let k = 0; k < rows; k++) {
    const row = offset + k * rowStride
    const value = data[row + k]
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) return { pivot: k, value }
    const root = Math.sqrt(value)
    for (let j = k; j < rows; j++) data[row + j] /= root
    for (let i = k + 1; i < rows; i++) {
      const target = offset + i * rowStride
      const weight = data[row + i]
      for (let j = i; j < rows; j++) data[target + j] -= weight * data[row + j]
    }
  }
  return undefined
}
