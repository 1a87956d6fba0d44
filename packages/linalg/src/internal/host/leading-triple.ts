/*
 * The largest singular value and its vectors by Golub–Kahan–Lanczos bidiagonalization with full
 * reorthogonalization: Golub and Van Loan, Matrix Computations (4th ed.), section 10.4.4.
 *
 *   R Vₖ = Uₖ Bₖ,   Rᵀ Uₖ = Vₖ Bₖᵀ + βₖ vₖ₊₁ eₖᵀ,   Bₖ upper bidiagonal, diagonal α, above it β
 *
 * The start is a random direction, so that no singular vector is orthogonal to it but by chance.
 */
import { createRandom } from '../../random.ts'
import { norm } from './reflection.ts'
import { tallSvd } from './svd-kernel.ts'

/** R v = σ u and Rᵀ u = σ v with the largest σ. */
export interface SingularTriple {
  readonly sigma: number
  readonly u: Float64Array
  readonly v: Float64Array
}

/** A residual of this share of σ is rounding. */
const rounding = 2 ** -50

/** Of row-major values. */
export function leadingTriple(r: Float64Array, rows: number, columns: number): SingularTriple {
  const forth = (x: Float64Array): Float64Array => times(r, rows, columns, x)
  const back = (x: Float64Array): Float64Array => transposedTimes(r, rows, columns, x)
  const size = norm(r, 0, r.length)
  if (rows >= columns) return bidiagonalize(forth, back, columns, size)
  const { sigma, u, v } = bidiagonalize(back, forth, rows, size)
  return { sigma, u: v, v: u }
}

/**
 * @param forth - x ↦ R x, R at least as tall as wide
 * @param back - x ↦ Rᵀ x
 * @param size - ‖R‖_F
 */
function bidiagonalize(
  forth: (x: Float64Array) => Float64Array,
  back: (x: Float64Array) => Float64Array,
  columns: number,
  size: number,
): SingularTriple {
  const us: Float64Array[] = []
  const vs: Float64Array[] = []
  const alpha: number[] = []
  const beta: number[] = []
  let v: Float64Array = new Float64Array(columns)
  createRandom(1).fillNormal(v)
  normalize(v)
  for (let k = 1; ; k++) {
    vs.push(v)
    const u = forth(v)
    orthogonalize(u, us)
    alpha.push(normalize(u))
    us.push(u)
    v = back(u)
    orthogonalize(v, vs)
    beta.push(normalize(v))
    const isLast = k === columns || Math.min(alpha[k - 1], beta[k - 1]) <= 2 ** -52 * size
    // A look at the small matrix costs k³: not at every step.
    if (!isLast && k % 4 !== 0) continue
    const { sigma, left, right } = leadingOfBidiagonal(alpha, beta)
    if (isLast || beta[k - 1] * Math.abs(left[k - 1]) <= rounding * sigma) {
      return { sigma, u: combined(us, left), v: combined(vs, right) }
    }
  }
}

/** The leading triple of the upper bidiagonal matrix. */
function leadingOfBidiagonal(
  alpha: readonly number[],
  beta: readonly number[],
): { readonly sigma: number; readonly left: number[]; readonly right: number[] } {
  const k = alpha.length
  const values = new Float64Array(k * k)
  alpha.forEach((a, i) => {
    values[i * k + i] = a
    if (i + 1 < k) values[i * k + i + 1] = beta[i]
  })
  const { s, u, v } = tallSvd(values, k, k, k)
  const firstColumn = (a: Float64Array): number[] => alpha.map((_, i) => a[i * k])
  return { sigma: s[0], left: firstColumn(u), right: firstColumn(v) }
}

function times(r: Float64Array, rows: number, columns: number, v: Float64Array): Float64Array {
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const start = i * columns
    let sum = 0
    for (let j = 0; j < columns; j++) sum += r[start + j] * v[j]
    out[i] = sum
  }
  return out
}

function transposedTimes(
  r: Float64Array,
  rows: number,
  columns: number,
  u: Float64Array,
): Float64Array {
  const out = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    const start = i * columns
    const weight = u[i]
    for (let j = 0; j < columns; j++) out[j] += weight * r[start + j]
  }
  return out
}

/** x ← x − Σ (bᵀx) b, twice, which is enough (Kahan and Parlett). */
function orthogonalize(x: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const b of basis) {
      let along = 0
      for (let i = 0; i < x.length; i++) along += b[i] * x[i]
      for (let i = 0; i < x.length; i++) x[i] -= along * b[i]
    }
  }
}

/** Makes x a unit vector, unless it is 0, and returns what its norm was. */
function normalize(x: Float64Array): number {
  const size = norm(x, 0, x.length)
  if (size > 0) for (let i = 0; i < x.length; i++) x[i] /= size
  return size
}

function combined(basis: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(basis[0].length)
  basis.forEach((b, k) => b.forEach((x, i) => (out[i] += weights[k] * x)))
  return out
}
