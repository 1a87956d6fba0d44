/*
 * Eigenvalues of a small symmetric matrix by Jacobi's rotations in cyclic order: Golub and Van Loan,
 * Matrix Computations (4th ed.), algorithm 8.5.3. Slow, short, and exact to a few roundings of the
 * largest.
 */
import type { Dense } from './dense.ts'

/** The eigenvalues in ascending order. */
export function symmetricEigenvalues({ rows: n, values }: Dense): number[] {
  const a = Float64Array.from(values)
  const total = a.reduce((sum, x) => sum + x * x, 0)
  for (let sweep = 0; sweep < 60; sweep++) {
    let outside = 0
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        outside += a[p * n + q] ** 2
        rotate(a, n, p, q)
      }
    }
    if (outside <= total * 2 ** -106) break
  }
  return Array.from({ length: n }, (_, i) => a[i * n + i]).sort((x, y) => x - y)
}

/** The least and the largest eigenvalue. */
export const extremes = (a: Dense): [least: number, largest: number] => {
  const eigenvalues = symmetricEigenvalues(a)
  return [eigenvalues[0], eigenvalues[eigenvalues.length - 1]]
}

/** A ← JᵀAJ with the rotation J of the plane (p, q) that makes A[p, q] zero. */
function rotate(a: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]
  if (apq === 0) return
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * apq)
  const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.hypot(1, tau))
  const c = 1 / Math.hypot(1, t)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + p], a[k * n + q]]
    a[k * n + p] = c * x - s * y
    a[k * n + q] = s * x + c * y
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[p * n + k], a[q * n + k]]
    a[p * n + k] = c * x - s * y
    a[q * n + k] = s * x + c * y
  }
  a[p * n + q] = 0
  a[q * n + p] = 0
}
