/*
 * QR by Householder reflections, with column pivoting where that is asked for: Golub and Van Loan,
 * Matrix Computations (4th ed.), algorithms 5.2.1 and 5.4.1. Norms of the remaining columns are
 * updated as LAPACK does it: Drmač and Bujanović, "On the failure of rank-revealing QR factorization
 * software", ACM TOMS 35 (2008).
 */
import { applyReflection, norm, reflect } from './reflection.ts'

/** A P = Q R in compact form. */
export interface CompactQr {
  readonly rows: number
  readonly columns: number
  /** Row-major: R on and above the diagonal, below it the reflections' v without their first 1. */
  readonly values: Float64Array
  /** One for each of the min(m, n) reflections. */
  readonly beta: Float64Array
  /** Column j of A P is column `order[j]` of A. */
  readonly order: Uint32Array
}

/** Factors row-major values in place. */
export function factorQr(
  values: Float64Array,
  rows: number,
  columns: number,
  pivot: boolean,
): CompactQr {
  const steps = Math.min(rows, columns)
  const beta = new Float64Array(steps)
  const order = Uint32Array.from({ length: columns }, (_, j) => j)
  const qr = { rows, columns, values, beta, order }
  const column = new Float64Array(rows)
  const sums = new Float64Array(columns)
  const norms = pivot ? columnNorms(qr, 0, column) : undefined
  const exact = norms?.slice()
  for (let k = 0; k < steps; k++) {
    if (norms && exact) exchange(qr, k, largestFrom(norms, k), norms, exact)
    const height = rows - k
    for (let i = 0; i < height; i++) column[i] = values[(k + i) * columns + k]
    beta[k] = reflect(column, 0, height)
    for (let i = 0; i < height; i++) values[(k + i) * columns + k] = column[i]
    column[0] = 1
    applyReflection(values, rows, columns, k, k + 1, column, beta[k], sums)
    if (norms && exact) downdateNorms(qr, k, norms, exact, column)
  }
  return qr
}

/** The norms of the columns, of the rows from `row` on. */
function columnNorms(
  { values, rows, columns }: CompactQr,
  row: number,
  scratch: Float64Array,
): Float64Array {
  const norms = new Float64Array(columns)
  for (let j = 0; j < columns; j++) norms[j] = normBelow(values, rows, columns, row, j, scratch)
  return norms
}

function normBelow(
  values: Float64Array,
  rows: number,
  columns: number,
  row: number,
  column: number,
  scratch: Float64Array,
): number {
  for (let i = row; i < rows; i++) scratch[i - row] = values[i * columns + column]
  return norm(scratch, 0, rows - row)
}

function largestFrom(norms: Float64Array, first: number): number {
  let found = first
  for (let j = first + 1; j < norms.length; j++) if (norms[j] > norms[found]) found = j
  return found
}

function exchange(
  { values, rows, columns, order }: CompactQr,
  k: number,
  other: number,
  ...along: Float64Array[]
): void {
  if (k === other) return
  for (let i = 0; i < rows; i++) swap(values, i * columns + k, i * columns + other)
  for (const list of [order, ...along]) swap(list, k, other)
}

function swap(list: Float64Array | Uint32Array, i: number, j: number): void {
  const held = list[i]
  list[i] = list[j]
  list[j] = held
}

/** Takes row k off the norms of the columns after k; computes anew what has lost its digits. */
function downdateNorms(
  { values, rows, columns }: CompactQr,
  k: number,
  norms: Float64Array,
  exact: Float64Array,
  scratch: Float64Array,
): void {
  for (let j = k + 1; j < columns; j++) {
    if (norms[j] === 0) continue
    const share = Math.abs(values[k * columns + j]) / norms[j]
    const left = Math.max(0, (1 + share) * (1 - share))
    if (left * (norms[j] / exact[j]) ** 2 > 2 ** -26) {
      norms[j] *= Math.sqrt(left)
    } else {
      norms[j] = normBelow(values, rows, columns, k + 1, j, scratch)
      exact[j] = norms[j]
    }
  }
}

/** B ← Q B, or Qᵀ B, for row-major values with as many rows as Q. */
export function applyQ(
  { values, rows, columns, beta }: CompactQr,
  b: Float64Array,
  width: number,
  transposed: boolean,
): void {
  const v = new Float64Array(rows)
  const sums = new Float64Array(width)
  for (let step = 0; step < beta.length; step++) {
    const k = transposed ? step : beta.length - 1 - step
    v[0] = 1
    for (let i = k + 1; i < rows; i++) v[i - k] = values[i * columns + k]
    applyReflection(b, rows, width, k, 0, v, beta[k], sums)
  }
}

/** The first `width` columns of Q, row-major. */
export function formQ(qr: CompactQr, width: number): Float64Array {
  const q = new Float64Array(qr.rows * width)
  for (let j = 0; j < Math.min(qr.rows, width); j++) q[j * width + j] = 1
  applyQ(qr, q, width, false)
  return q
}

/** The first `height` rows of R, row-major, zeros below the diagonal. */
export function formR({ values, columns }: CompactQr, height: number): Float64Array {
  const r = values.slice(0, height * columns)
  for (let i = 1; i < height; i++) r.fill(0, i * columns, i * columns + Math.min(i, columns))
  return r
}

/** How many diagonal elements of a pivoted R exceed `tolerance` times the first. */
export function rankOf({ values, columns, beta }: CompactQr, tolerance: number): number {
  const size = (k: number): number => Math.abs(values[k * columns + k])
  let rank = 0
  while (rank < beta.length && size(rank) > tolerance * size(0)) rank++
  return rank
}
