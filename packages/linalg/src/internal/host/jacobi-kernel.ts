/*
 * One-sided Jacobi: rotations make the rows of a matrix orthogonal to each other; their norms are then
 * its singular values, small ones to full relative accuracy. Hestenes, "Inversion of matrices by
 * biorthogonalization and related results", J. SIAM 6 (1958); Drmač and Veselić, "New fast and
 * accurate Jacobi SVD algorithm", SIAM J. Matrix Anal. Appl. 29 (2008), from whom the triangular
 * factor of a pivoted QR comes as what to begin with. Rows are compared by their directions, so that
 * no product of two small norms underflows.
 */
import { rotateRows } from './diagonalize-kernel.ts'
import { norm } from './reflection.ts'

/** Six or so are usual. */
const mostSweeps = 60

/**
 * X ← W X with orthogonal rows.
 *
 * @param x - `rows`×`width`, row-major
 * @param w - the identity of `rows` rows, where W is asked for
 * @returns the norms of the rows
 */
export function orthogonalizeRows(
  x: Float64Array,
  rows: number,
  width: number,
  w: Float64Array | undefined,
): Float64Array {
  const norms = Float64Array.from({ length: rows }, (_, i) => norm(x, i * width, width))
  const tolerance = 2 ** -52 * Math.sqrt(width)
  for (let sweep = 0, rotated = true; rotated && sweep < mostSweeps; sweep++) {
    rotated = false
    for (let p = 0; p < rows - 1; p++) {
      for (let q = p + 1; q < rows; q++) {
        if (norms[p] === 0 || norms[q] === 0) continue
        const cosine = cosineOf(x, width, p, q, norms)
        if (Math.abs(cosine) <= tolerance) continue
        rotated = true
        const zeta = (norms[q] / norms[p] - norms[p] / norms[q]) / (2 * cosine)
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
        const c = 1 / Math.hypot(1, tangent)
        rotateRows(x, width, p, q, c, -c * tangent)
        if (w) rotateRows(w, rows, p, q, c, -c * tangent)
        norms[p] = norm(x, p * width, width)
        norms[q] = norm(x, q * width, width)
      }
    }
  }
  return norms
}

function cosineOf(
  x: Float64Array,
  width: number,
  p: number,
  q: number,
  norms: Float64Array,
): number {
  const left = 1 / norms[p]
  const right = 1 / norms[q]
  let i = p * width
  let j = q * width
  let sum = 0
  for (const end = i + width; i < end; i++, j++) sum += x[i] * left * (x[j] * right)
  return sum
}
