/*
 * The singular value decomposition A = U Σ Vᵀ of a tall matrix in three steps (Drmač and Veselić,
 * "New fast and accurate Jacobi SVD algorithm", SIAM J. Matrix Anal. Appl. 29, 2008):
 *
 *   A P = Q [R; 0]      QR with column pivoting
 *   W R = Σ Yᵀ          one-sided Jacobi on the rows of R, W orthogonal
 *   A = Q [Wᵀ; I] Σ (P Y)ᵀ
 *
 * Where the rank r is less than n to underflow, R has r rows; Q then has the missing columns of U, and
 * a QR of Y those of V.
 */
import { orthogonalizeRows } from './jacobi-kernel.ts'
import { applyQ, type CompactQr, factorQr, formQ, formR, rankOf } from './qr-kernel.ts'

/** Of an m×n matrix, m ≥ n. */
export interface TallSvd {
  /** n, the largest first. */
  readonly s: Float64Array
  /** m×`leftColumns`, row-major. */
  readonly u: Float64Array
  /** n×n, row-major. */
  readonly v: Float64Array
}

/** Rows of R below this share of its first are 0 to underflow; rows above it are told apart. */
const vanishing = 2 ** -900

/**
 * Decomposes row-major values, which it overwrites.
 *
 * @param leftColumns - how many columns of U to form, from n to m
 */
export function tallSvd(values: Float64Array, m: number, n: number, leftColumns: number): TallSvd {
  const { qr, x, rows } = triangle(values, m, n)
  const w = identityOf(rows)
  const { s, order } = sorted(orthogonalizeRows(x, rows, n, w), n)
  const u = leftVectors(qr, w, order, leftColumns)
  const v = rightVectors(qr, x, order, s)
  return { s, u, v }
}

/** The singular values alone, the largest first. Overwrites the row-major values. */
export function tallSingularValues(values: Float64Array, m: number, n: number): Float64Array {
  const { x, rows } = triangle(values, m, n)
  return sorted(orthogonalizeRows(x, rows, n, undefined), n).s
}

/** The pivoted QR, and the rows of R that are not 0. */
function triangle(
  values: Float64Array,
  m: number,
  n: number,
): { readonly qr: CompactQr; readonly x: Float64Array; readonly rows: number } {
  const qr = factorQr(values, m, n, true)
  const rows = rankOf(qr, vanishing)
  return { qr, x: formR(qr, rows), rows }
}

/** n singular values from the norms of the rows, and where they come from. */
function sorted(
  norms: Float64Array,
  n: number,
): { readonly s: Float64Array; readonly order: readonly number[] } {
  const order = [...norms.keys()].sort((i, j) => norms[j] - norms[i])
  const s = new Float64Array(n)
  order.forEach((from, k) => (s[k] = norms[from]))
  return { s, order }
}

function identityOf(n: number): Float64Array {
  const identity = new Float64Array(n * n)
  for (let i = 0; i < n; i++) identity[i * n + i] = 1
  return identity
}

/** Q [Wᵀ; I], the columns of Wᵀ in order. */
function leftVectors(
  qr: CompactQr,
  w: Float64Array,
  order: readonly number[],
  columns: number,
): Float64Array {
  const rows = order.length
  const u = new Float64Array(qr.rows * columns)
  order.forEach((from, k) => {
    for (let i = 0; i < rows; i++) u[i * columns + k] = w[from * rows + i]
  })
  for (let k = rows; k < columns; k++) u[k * columns + k] = 1
  applyQ(qr, u, columns, false)
  return u
}

/** P Y, and columns orthogonal to all of Y's where there are fewer than n. */
function rightVectors(
  { columns: n, order: permutation }: CompactQr,
  x: Float64Array,
  order: readonly number[],
  s: Float64Array,
): Float64Array {
  const v = new Float64Array(n * n)
  const rank = order.filter((_, k) => s[k] > 0).length
  const missing = rank < n ? complement(x, n, order.slice(0, rank), s) : undefined
  for (let j = 0; j < n; j++) {
    const row = permutation[j] * n
    for (let k = 0; k < rank; k++) v[row + k] = x[order[k] * n + j] / s[k]
    for (let k = rank; k < n; k++) v[row + k] = missing ? missing[j * n + k] : 0
  }
  return v
}

/** An orthogonal n×n matrix whose first columns span what the chosen rows of X do. */
function complement(
  x: Float64Array,
  n: number,
  order: readonly number[],
  s: Float64Array,
): Float64Array {
  const y = new Float64Array(n * order.length)
  order.forEach((from, k) => {
    for (let j = 0; j < n; j++) y[j * order.length + k] = x[from * n + j] / s[k]
  })
  return formQ(factorQr(y, n, order.length, false), n)
}
