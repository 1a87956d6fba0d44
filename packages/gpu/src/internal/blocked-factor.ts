/*
 * A = L Lᵀ by halves, together with W = L⁻¹: Golub and Van Loan, Matrix Computations (4th ed.), section
 * 4.2.9.
 *
 *   L₁₁ L₁₁ᵀ = A₁₁,  L₂₁ = A₂₁ W₁₁ᵀ,  L₂₂ L₂₂ᵀ = A₂₂ − L₂₁ L₂₁ᵀ,  W₂₁ = −W₂₂ L₂₁ W₁₁
 *
 * Departure: L₂₁ by a product with the inverse, where others solve triangles. All is products then,
 * but for the leaves.
 */
import { concat } from '@kq/linalg/concat'
import { zeros } from '@kq/linalg/constant'
import { gemm } from '@kq/linalg/gemm'
import type { Matrix } from '@kq/linalg/matrix'
import { slice } from '@kq/linalg/slice'

/** A lower Cholesky factor and its inverse. */
export interface Factor {
  readonly L: Matrix
  readonly W: Matrix
}

/**
 * @param a - n×n; its lower triangle is read
 * @param leaf - for at most `leafSize` rows: L and, below it, W
 */
export function blockedFactor(a: Matrix, leafSize: number, leaf: (a: Matrix) => Matrix): Factor {
  const n = a.rows
  if (n <= leafSize) {
    const both = leaf(a)
    return { L: slice(both, { rowEnd: n }), W: slice(both, { rowStart: n }) }
  }
  const half = leafSize * Math.ceil(n / leafSize / 2)
  const below = slice(a, { rowStart: half, columnEnd: half })
  const corner = slice(a, { rowStart: half, columnStart: half })
  const first = blockedFactor(slice(a, { rowEnd: half, columnEnd: half }), leafSize, leaf)
  const L21 = gemm(below, first.W, { transposeB: true })
  const rest = gemm(L21, L21, { transposeB: true, alpha: -1, beta: 1, c: corner })
  const second = blockedFactor(rest, leafSize, leaf)
  const W21 = gemm(second.W, gemm(L21, first.W), { alpha: -1 })
  const lower = (upperLeft: Matrix, lowerLeft: Matrix, lowerRight: Matrix): Matrix =>
    concat(
      'rows',
      concat('columns', upperLeft, zeros(half, n - half, a.engine)),
      concat('columns', lowerLeft, lowerRight),
    )
  return { L: lower(first.L, L21, second.L), W: lower(first.W, W21, second.W) }
}
