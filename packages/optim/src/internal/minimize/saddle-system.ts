/*
 *   ⎡ −P  Gᵀ ⎤ ⎡ a ⎤   ⎡ v ⎤      P positive definite, Q positive semidefinite: two Cholesky
 *   ⎣  G  Q  ⎦ ⎣ b ⎦ = ⎣ w ⎦      factorisations, of P and of Q + G P⁻¹ Gᵀ
 *
 * All matrices are k×k, by rows: `bmv` and `formk` of L-BFGS-B (Zhu, Byrd, Lu and Nocedal, ACM TOMS 23,
 * 1997, algorithm 778) solve their systems so.
 */

/** The factorised system. */
export interface SaddleSystem {
  /** Replaces the right side [v; w], 2k numbers, by the solution [a; b]. */
  solve(x: Float64Array): Float64Array
}

/** Replaces A by its lower factor; says whether it is positive definite. */
function cholesky(k: number, A: Float64Array): boolean {
  for (let j = 0; j < k; j++) {
    for (let i = j; i < k; i++) {
      let sum = A[i * k + j]
      for (let p = 0; p < j; p++) sum -= A[i * k + p] * A[j * k + p]
      if (i > j) A[i * k + j] = sum / A[j * k + j]
      else if (sum > 0 && sum < Number.POSITIVE_INFINITY) A[i * k + j] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** x ← L⁻¹ x for the k numbers from `offset`. */
function forward(k: number, L: Float64Array, x: Float64Array, offset: number): void {
  for (let i = 0; i < k; i++) {
    let sum = x[offset + i]
    for (let p = 0; p < i; p++) sum -= L[i * k + p] * x[offset + p]
    x[offset + i] = sum / L[i * k + i]
  }
}

/** x ← L⁻ᵀ x for the k numbers from `offset`. */
function backward(k: number, L: Float64Array, x: Float64Array, offset: number): void {
  for (let i = k - 1; i >= 0; i--) {
    let sum = x[offset + i]
    for (let p = i + 1; p < k; p++) sum -= L[p * k + i] * x[offset + p]
    x[offset + i] = sum / L[i * k + i]
  }
}

/**
 * Factorises the system, in the memory of its matrices; `undefined` where rounding has made of it one
 * that is not as it should be.
 */
export function saddleSystem(
  k: number,
  P: Float64Array,
  G: Float64Array,
  Q: Float64Array,
): SaddleSystem | undefined {
  if (!cholesky(k, P)) return undefined
  // A row of V = G L⁻ᵀ is L⁻¹ times the row of G, where P = L Lᵀ.
  const V = G
  for (let i = 0; i < k; i++) forward(k, P, V, i * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      for (let p = 0; p < k; p++) Q[i * k + j] += V[i * k + p] * V[j * k + p]
    }
  }
  if (!cholesky(k, Q)) return undefined
  return {
    solve(x) {
      // With h = L⁻¹ v: (Q + V Vᵀ) b = w + V h and Lᵀ a = Vᵀ b − h.
      forward(k, P, x, 0)
      for (let i = 0; i < k; i++) {
        for (let p = 0; p < k; p++) x[k + i] += V[i * k + p] * x[p]
      }
      forward(k, Q, x, k)
      backward(k, Q, x, k)
      for (let p = 0; p < k; p++) {
        x[p] = -x[p]
        for (let i = 0; i < k; i++) x[p] += V[i * k + p] * x[k + i]
      }
      backward(k, P, x, 0)
      return x
    },
  }
}
