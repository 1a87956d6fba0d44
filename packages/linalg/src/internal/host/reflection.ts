/*
 * Householder reflections H = I − β v vᵀ with v[0] = 1, in LAPACK's form (`dlarfg`): Golub and Van
 * Loan, Matrix Computations (4th ed.), section 5.1.
 */

/** A vector of a smaller norm counts as 0: its direction is lost to underflow. */
export const negligible: number = 2 ** -960

/** The Euclidean norm of `length` numbers from `start` on, also where squares vanish or overflow. */
export function norm(x: Float64Array, start: number, length: number): number {
  let sum = 0
  for (let i = start; i < start + length; i++) sum += x[i] * x[i]
  if (sum > 2 ** -900 && sum < 2 ** 1000) return Math.sqrt(sum)
  let largest = 0
  for (let i = start; i < start + length; i++) largest = Math.max(largest, Math.abs(x[i]))
  if (largest === 0 || largest < negligible) return largest
  sum = 0
  for (let i = start; i < start + length; i++) sum += (x[i] / largest) ** 2
  return largest * Math.sqrt(sum)
}

/**
 * Finds the reflection that turns x into μ e₁. x[0] becomes μ, the other elements those of v.
 *
 * @returns β; 0 where x is a multiple of e₁ already, to underflow
 */
export function reflect(x: Float64Array, start: number, length: number): number {
  const rest = norm(x, start + 1, length - 1)
  if (rest <= negligible) {
    x.fill(0, start + 1, start + length)
    return 0
  }
  const first = x[start]
  const whole = Math.hypot(first, rest)
  const mu = first > 0 ? -whole : whole
  const pivot = first - mu
  for (let i = start + 1; i < start + length; i++) x[i] /= pivot
  x[start] = mu
  return -pivot / mu
}

/**
 * B ← H B for the rows from `row` on and the columns from `column` on of a row-major B.
 *
 * @param v - v[0] = 1, as many as B has rows from `row` on
 * @param sums - scratch for a row of B
 */
export function applyReflection(
  b: Float64Array,
  rows: number,
  columns: number,
  row: number,
  column: number,
  v: Float64Array,
  beta: number,
  sums: Float64Array,
): void {
  if (beta === 0) return
  sums.fill(0, column, columns)
  for (let i = row; i < rows; i++) {
    const weight = v[i - row]
    const start = i * columns
    for (let j = column; j < columns; j++) sums[j] += weight * b[start + j]
  }
  for (let i = row; i < rows; i++) {
    const weight = beta * v[i - row]
    const start = i * columns
    for (let j = column; j < columns; j++) b[start + j] -= weight * sums[j]
  }
}
