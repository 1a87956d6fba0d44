import type { FactoredProblem } from './damped-solve.ts'
import { applyQTransposed, factorPivoted, rankOf, squareR } from './pivoted-qr.ts'

/** r + J p around a point. */
export interface Linearization {
  readonly residuals: Float64Array
  /** J, m×n column-major. */
  readonly jacobian: Float64Array
  /** Jᵀ r. */
  readonly gradient: Float64Array
}

/** Jᵀ v. */
export function transposedTimes(jacobian: Float64Array, v: Float64Array): Float64Array {
  const m = v.length
  const product = new Float64Array(jacobian.length / m || 0)
  for (let j = 0; j < product.length; j++) {
    let sum = 0
    for (let i = 0; i < m; i++) sum += jacobian[j * m + i] * v[i]
    product[j] = sum
  }
  return product
}

/** into ← into + J p. */
export function addProduct(
  jacobian: Float64Array,
  p: Float64Array,
  into: Float64Array,
): Float64Array {
  const m = into.length
  for (let j = 0; j < p.length; j++) {
    const factor = p[j]
    if (factor === 0) continue
    for (let i = 0; i < m; i++) into[i] += factor * jacobian[j * m + i]
  }
  return into
}

/** ½ ‖r + J p‖² − ½ ‖r‖². */
export function modelChange(
  { residuals, jacobian, gradient }: Linearization,
  p: Float64Array,
): number {
  const product = addProduct(jacobian, p, new Float64Array(residuals.length))
  let change = 0
  for (let j = 0; j < p.length; j++) change += gradient[j] * p[j]
  for (const value of product) change += (value * value) / 2
  return change
}

/**
 * The problem argmin ‖J D⁻¹ w + r‖ over the variables `free`, factored.
 *
 * @param d - D's diagonal
 */
export function factorOver(
  { jacobian }: Linearization,
  residuals: Float64Array,
  d: Float64Array,
  free: readonly number[],
): FactoredProblem {
  const m = residuals.length
  const n = free.length
  const columns = new Float64Array(m * n)
  free.forEach((j, k) => {
    for (let i = 0; i < m; i++) columns[k * m + i] = jacobian[j * m + i] / d[j]
  })
  const qr = factorPivoted(columns, m, n)
  const b = applyQTransposed(
    qr,
    residuals.map((value) => -value),
  )
  const qtb = new Float64Array(n)
  qtb.set(b.subarray(0, n))
  return { order: qr.order, rank: rankOf(qr), r: squareR(qr), qtb }
}
