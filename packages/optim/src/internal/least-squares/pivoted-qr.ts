/*
 * A P = Q R by Householder reflections with column pivoting: Golub and Van Loan, Matrix Computations
 * (4th ed.), algorithm 5.4.1; stored as `qrfac` of MINPACK does it. Columns lie one after the other, so
 * that all loops run along memory.
 */

/** A P = Q R, in compact form. */
export interface PivotedQr {
  readonly rows: number
  readonly columns: number
  /** Column-major: R above the diagonal, the reflections' vectors from the diagonal on. */
  readonly values: Float64Array
  /** R's diagonal; 0 from the min(m, n)-th on. */
  readonly diagonal: Float64Array
  /** Column j of A P is column `order[j]` of A. */
  readonly order: Uint32Array
}

/** ‖values[from…to)‖, without overflow. */
export function norm(values: Float64Array, from: number, to: number): number {
  let square = 0
  let largest = 0
  for (let i = from; i < to; i++) {
    square += values[i] * values[i]
    largest = Math.max(largest, Math.abs(values[i]))
  }
  if (square > 1e-280 && square < 1e280) return Math.sqrt(square)
  if (!(largest > 0 && largest < 1 / 0)) return largest
  square = 0
  for (let i = from; i < to; i++) square += (values[i] / largest) ** 2
  return largest * Math.sqrt(square)
}

/** b ← H b for the k-th reflection H; b begins at `at`. */
function reflect({ rows, values }: PivotedQr, k: number, b: Float64Array, at: number): void {
  const column = k * rows
  const head = values[column + k]
  if (head === 0) return
  let sum = 0
  for (let i = k; i < rows; i++) sum += values[column + i] * b[at + i]
  sum /= -head
  for (let i = k; i < rows; i++) b[at + i] += sum * values[column + i]
}

/** Factors m×n column-major values, in place. */
export function factorPivoted(values: Float64Array, rows: number, columns: number): PivotedQr {
  const diagonal = new Float64Array(columns)
  const order = Uint32Array.from({ length: columns }, (_, j) => j)
  const qr = { rows, columns, values, diagonal, order }
  const below = (k: number, j: number): number => norm(values, j * rows + k, (j + 1) * rows)
  const norms = Float64Array.from(order, (j) => below(0, j))
  const exact = norms.slice()
  const steps = Math.min(rows, columns)
  for (let k = 0; k < steps; k++) {
    let pivot = k
    for (let j = k + 1; j < columns; j++) if (norms[j] > norms[pivot]) pivot = j
    if (pivot !== k) exchange(qr, k, pivot, [order, norms, exact])
    const head = k * rows + k
    const size = below(k, k) * (values[head] < 0 ? -1 : 1)
    diagonal[k] = -size
    if (size === 0) continue
    for (let i = head; i < (k + 1) * rows; i++) values[i] /= size
    values[head] += 1
    for (let j = k + 1; j < columns; j++) {
      reflect(qr, k, values, j * rows)
      if (norms[j] === 0) continue
      const share = values[j * rows + k] / norms[j]
      const left = Math.max(0, (1 + share) * (1 - share))
      // What has lost half of its digits is computed anew.
      if (left * (norms[j] / exact[j]) ** 2 > 2 ** -26) norms[j] *= Math.sqrt(left)
      else norms[j] = exact[j] = below(k + 1, j)
    }
  }
  return qr
}

function exchange(
  { rows, values }: PivotedQr,
  a: number,
  b: number,
  lists: readonly (Float64Array | Uint32Array)[],
): void {
  const swap = (list: Float64Array | Uint32Array, i: number, j: number): void => {
    const held = list[i]
    list[i] = list[j]
    list[j] = held
  }
  for (let i = 0; i < rows; i++) swap(values, a * rows + i, b * rows + i)
  for (const list of lists) swap(list, a, b)
}

/** b ← Qᵀ b. */
export function applyQTransposed(qr: PivotedQr, b: Float64Array): Float64Array {
  for (let k = 0; k < Math.min(qr.rows, qr.columns); k++) reflect(qr, k, b, 0)
  return b
}

/** b ← Q b. */
export function applyQ(qr: PivotedQr, b: Float64Array): Float64Array {
  for (let k = Math.min(qr.rows, qr.columns) - 1; k >= 0; k--) reflect(qr, k, b, 0)
  return b
}

/** How many elements of R's diagonal exceed rounding errors of the first. */
export function rankOf({ rows, columns, diagonal }: PivotedQr): number {
  const least = Math.max(rows, columns) * Number.EPSILON * Math.abs(diagonal[0])
  let rank = 0
  while (rank < columns && Math.abs(diagonal[rank]) > least) rank++
  return rank
}

/** R in the first rows of an n×n row-major matrix of zeros. */
export function squareR({ rows, columns: n, values, diagonal }: PivotedQr): Float64Array {
  const r = new Float64Array(n * n)
  for (let i = 0; i < Math.min(rows, n); i++) {
    r[i * n + i] = diagonal[i]
    for (let j = i + 1; j < n; j++) r[i * n + j] = values[j * rows + i]
  }
  return r
}

/** x with R x = b for the leading `rank` rows, with zeros behind; over b. */
export function solveUpper(r: Float64Array, b: Float64Array, rank: number): Float64Array {
  const n = b.length
  b.fill(0, rank)
  for (let i = rank - 1; i >= 0; i--) {
    let sum = b[i]
    for (let j = i + 1; j < rank; j++) sum -= r[i * n + j] * b[j]
    b[i] = sum / r[i * n + i]
  }
  return b
}

/** x with Rᵀ x = b for the leading `rank` rows; over b. */
export function solveUpperTransposed(r: Float64Array, b: Float64Array, rank: number): Float64Array {
  const n = b.length
  for (let i = 0; i < rank; i++) {
    const value = (b[i] /= r[i * n + i])
    for (let j = i + 1; j < rank; j++) b[j] -= r[i * n + j] * value
  }
  return b
}
