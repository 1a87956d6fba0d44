/*
 * The eigenvalues of a symmetric tridiagonal matrix by implicit QR steps with Wilkinson's shift: Golub
 * and Van Loan, Matrix Computations (4th ed.), algorithms 8.3.2 and 8.3.3.
 */
import { negligible } from './reflection.ts'
import type { Tridiagonal } from './tridiagonal-kernel.ts'

/** Two or three steps an eigenvalue are usual. */
const mostStepsEach = 60

/**
 * Leaves the eigenvalues of tridiag(e, d, e) in d, in no order.
 *
 * @param vt - n rows of n, which the rotations are applied to: given Qᵀ of A = Q T Qᵀ, row i becomes
 * the eigenvector of d[i]
 */
export function diagonalize({ d, e }: Tridiagonal, vt: Float64Array | undefined): void {
  const n = d.length
  let last = n - 1
  for (let steps = 0; last > 0; steps++) {
    if (deflates(d, e, last - 1)) {
      last--
      continue
    }
    if (steps > mostStepsEach * n) throw new Error('eigh: the QR iteration does not converge')
    let first = last - 1
    while (first > 0 && !deflates(d, e, first - 1)) first--
    step(d, e, first, last, vt)
  }
}

/** Whether e[k] is no more than a rounding error; if so it is 0 from now on. */
function deflates(d: Float64Array, e: Float64Array, k: number): boolean {
  const size = Math.abs(e[k])
  if (size > 2 ** -53 * (Math.abs(d[k]) + Math.abs(d[k + 1])) && size > negligible) return false
  e[k] = 0
  return true
}

/** One implicit step on the rows from `first` to `last`: a bulge is chased down and out. */
function step(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  vt: Float64Array | undefined,
): void {
  const half = (d[last - 1] - d[last]) / 2
  const corner = e[last - 1]
  const root = Math.hypot(half, corner)
  const shift = d[last] - corner * (corner / (half + (half < 0 ? -root : root)))
  let x = d[first] - shift
  let z = e[first]
  for (let k = first; k < last; k++) {
    const r = x < 0 ? -Math.hypot(x, z) : Math.hypot(x, z)
    const c = r === 0 ? 1 : x / r
    const s = r === 0 ? 0 : z / r
    if (k > first) e[k - 1] = r
    const [above, between, below] = [d[k], e[k], d[k + 1]]
    const cross = 2 * c * s * between
    d[k] = c * c * above + cross + s * s * below
    d[k + 1] = s * s * above - cross + c * c * below
    e[k] = c * s * (below - above) + (c * c - s * s) * between
    x = e[k]
    if (k < last - 1) {
      z = s * e[k + 1]
      e[k + 1] *= c
    }
    if (vt) rotateRows(vt, d.length, k, k + 1, c, s)
  }
}

/**
 * Row i ← c·row i + s·row j, row j ← c·row j − s·row i, for c ≥ 0; in the form of Rutishauser, "The
 * Jacobi method for real symmetric matrices" (1966), which rounds what is added and not the whole.
 */
export function rotateRows(
  a: Float64Array,
  width: number,
  i: number,
  j: number,
  c: number,
  s: number,
): void {
  const tau = s / (1 + c)
  let p = i * width
  let q = j * width
  for (const end = p + width; p < end; p++, q++) {
    const x = a[p]
    const y = a[q]
    a[p] = x + s * (y - tau * x)
    a[q] = y - s * (x + tau * y)
  }
}
