/*
 * Moré, "The Levenberg-Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630
 * (1978), section 3: from R to the R of the damped problem by Givens rotations; `qrsolv` of MINPACK.
 *
 *   S with SᵀS = RᵀR + e² I,    P z = argmin ‖A w − b‖² + ‖e w‖²
 */
import { solveUpper } from './pivoted-qr.ts'

/** A factorization with what is solved for. */
export interface FactoredProblem {
  /** P: column j of A P is column `order[j]` of A. */
  readonly order: Uint32Array
  /** The elements of R's diagonal that are not rounding errors. */
  readonly rank: number
  /** R, n×n row-major. */
  readonly r: Float64Array
  /** The first n elements of Qᵀ b, with zeros behind where there are fewer. */
  readonly qtb: Float64Array
}

/** @param e - above 0 */
export function solveDamped(
  { r, qtb }: FactoredProblem,
  e: number,
): { readonly s: Float64Array; readonly z: Float64Array } {
  const n = qtb.length
  const s = r.slice()
  const z = qtb.slice()
  const row = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    row.fill(0)
    row[j] = e
    let rest = 0
    for (let k = j; k < n; k++) {
      if (row[k] === 0) continue
      const at = k * n
      const size = Math.hypot(s[at + k], row[k])
      const cos = s[at + k] / size
      const sin = row[k] / size
      for (let i = k; i < n; i++) {
        const above = s[at + i]
        s[at + i] = cos * above + sin * row[i]
        row[i] = cos * row[i] - sin * above
      }
      const above = z[k]
      z[k] = cos * above + sin * rest
      rest = cos * rest - sin * above
    }
  }
  return { s, z: solveUpper(s, z, z.length) }
}
