/*
 * (JᵀJ)⁺ for J of any rank: Golub and Van Loan, Matrix Computations (4th ed.), section 5.5. With the
 * leading rows of J P = Q R that are not 0 to rounding, and Rᵀ = Z T,
 *
 *   (RᵀR)⁺ = Z T⁻ᵀ T⁻¹ Zᵀ
 */
import {
  applyQ,
  applyQTransposed,
  factorPivoted,
  rankOf,
  solveUpper,
  solveUpperTransposed,
  squareR,
} from './pivoted-qr.ts'

/**
 * v ↦ (JᵀJ)⁺ v, over v.
 *
 * @param jacobian - m×n column-major
 */
export function normalInverse(
  jacobian: Float64Array,
  rows: number,
  columns: number,
): (v: Float64Array) => Float64Array {
  const qr = factorPivoted(jacobian.slice(), rows, columns)
  const r = squareR(qr)
  const { order } = qr
  const rank = rankOf(qr)
  const zt = factorPivoted(r.slice(0, rank * columns), columns, rank)
  const t = squareR(zt)
  return (v) => {
    const z = applyQTransposed(
      zt,
      Float64Array.from(order, (j) => v[j]),
    )
    // T belongs to Rᵀ with its columns exchanged: RᵀR is the same in every order of R's rows.
    const u = solveUpper(t, z.slice(0, rank), rank)
    z.fill(0).set(solveUpperTransposed(t, u, rank))
    applyQ(zt, z).forEach((value, j) => (v[order[j]] = value))
    return v
  }
}
