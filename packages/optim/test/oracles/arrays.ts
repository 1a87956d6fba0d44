/* Dense algebra on nested arrays, written to be read: the second route of the tests. */

export type Rows = number[][]
export type Vector = number[]

export const zeros = (rows: number, columns: number): Rows =>
  Array.from({ length: rows }, () => Array<number>(columns).fill(0))

export const identity = (n: number, scale = 1): Rows =>
  zeros(n, n).map((row, i) => row.map((_, j) => (i === j ? scale : 0)))

export const transposed = (a: Rows): Rows => a[0].map((_, j) => a.map((row) => row[j]))

export const multiply = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)))

export const times = (a: Rows, v: Vector): Vector => a.map((row) => dot(row, v))

export const dot = (v: Vector, w: Vector): number => v.reduce((sum, x, i) => sum + x * w[i], 0)

export const norm = (v: Vector): number => Math.sqrt(dot(v, v))

/** α A + β B. */
export const combine = (alpha: number, a: Rows, beta: number, b: Rows): Rows =>
  a.map((row, i) => row.map((x, j) => alpha * x + beta * b[i][j]))

/** α v + β w. */
export const combineVectors = (alpha: number, v: Vector, beta: number, w: Vector): Vector =>
  v.map((x, i) => alpha * x + beta * w[i])

export const outer = (v: Vector, w: Vector): Rows => v.map((x) => w.map((y) => x * y))

/** The mean of the rows. */
export const meanRow = (a: Rows): Vector =>
  transposed(a).map((column) => column.reduce((s, x) => s + x, 0) / a.length)

/** (1/n) Σ xᵢ xᵢᵀ over the n rows. */
export const moment = (a: Rows): Rows =>
  multiply(transposed(a), a).map((row) => row.map((x) => x / a.length))

/** By Gauss and Jordan, with pivoting. */
export function inverse(a: Rows): Rows {
  const n = a.length
  const work = a.map((row, i) => [...row, ...identity(n)[i]])
  for (let k = 0; k < n; k++) {
    const pivot = work
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(work[best][k]) ? k + i : best), k)
    ;[work[k], work[pivot]] = [work[pivot], work[k]]
    work[k] = work[k].map((x) => x / work[k][k])
    work.forEach((row, i) => {
      if (i !== k) work[i] = row.map((x, j) => x - row[k] * work[k][j])
    })
  }
  return work.map((row) => row.slice(n))
}

/** Eigenvalues of a symmetric matrix in rising order, by Jacobi's rotations. */
export function symmetricEigenvalues(a: Rows): Vector {
  const n = a.length
  const m = a.map((row) => [...row])
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const angle = 0.5 * Math.atan2(2 * m[p][q], m[q][q] - m[p][p])
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        for (let k = 0; k < n; k++)
          [m[k][p], m[k][q]] = [c * m[k][p] - s * m[k][q], s * m[k][p] + c * m[k][q]]
        for (let k = 0; k < n; k++)
          [m[p][k], m[q][k]] = [c * m[p][k] - s * m[q][k], s * m[p][k] + c * m[q][k]]
      }
    }
  }
  return m.map((row, i) => row[i]).sort((x, y) => x - y)
}
