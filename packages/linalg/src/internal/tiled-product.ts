import type { DenseMatrix } from '../dense-matrix.ts'
import { plain } from './plain-engine.ts'

/**
 * A B for plain matrices, six elements at a time, whose sums stay in registers: each number loaded
 * serves two or three of them. At the borders the last row and column are computed more than once.
 */
export function tiledProduct(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const { data: x, rows: m, columns: depth, rowStride: down, columnStride: along } = a
  const { data: y, columns: n, rowStride: below, columnStride: beside } = b
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i += 2) {
    const i1 = Math.min(i + 1, m - 1)
    for (let j = 0; j < n; j += 3) {
      const j1 = Math.min(j + 1, n - 1)
      const j2 = Math.min(j + 2, n - 1)
      let p = a.offset + i * down
      let p1 = a.offset + i1 * down
      let q = b.offset + j * beside
      let q1 = b.offset + j1 * beside
      let q2 = b.offset + j2 * beside
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let t0 = 0
      let t1 = 0
      let t2 = 0
      for (let k = 0; k < depth; k++) {
        const u = x[p]
        const v = x[p1]
        s0 += u * y[q]
        s1 += u * y[q1]
        s2 += u * y[q2]
        t0 += v * y[q]
        t1 += v * y[q1]
        t2 += v * y[q2]
        p += along
        p1 += along
        q += below
        q1 += below
        q2 += below
      }
      out[i * n + j] = s0
      out[i * n + j1] = s1
      out[i * n + j2] = s2
      out[i1 * n + j] = t0
      out[i1 * n + j1] = t1
      out[i1 * n + j2] = t2
    }
  }
  return plain(out, m, n)
}
