/*
 * The kernels of a host engine as calls of CBLAS and LAPACK.
 *
 * Row-major matrices are their own transposes to Fortran: LAPACK's upper triangle is our lower one.
 */
import type { Dtype, Floats } from '@kq/linalg/dtype'
import type { HostKernels } from '@kq/linalg/host'
import { mirrorUpper, rowMajor, type Strided } from '@kq/linalg/strided'
import type { BlasLibrary } from '../blas-library.ts'

const rowMajorOrder = 101
const transposes = { no: 111, yes: 112 }
const triangles = { upper: 121, lower: 122 }
const nonUnit = 131
const left = 141

/** A matrix as BLAS takes it: memory from its first element, the distance of its rows, transposed or not. */
interface Dense {
  readonly memory: Floats
  readonly leading: number
  readonly transposed: boolean
}

const from = (data: Floats, offset: number): Floats => (offset === 0 ? data : data.subarray(offset))

/** Copies a matrix row by row, without gaps. */
function copyRows(a: Strided, out: Floats): void {
  const { data, rows, columns, offset, rowStride, columnStride } = a
  for (let i = 0, to = 0; i < rows; i++) {
    let at = offset + i * rowStride
    if (columnStride === 1) {
      out.set(data.subarray(at, at + columns), to)
      to += columns
    } else for (let j = 0; j < columns; j++, at += columnStride) out[to++] = data[at]
  }
}

/** As it lies where rows or columns are contiguous, else a copy. */
function dense(a: Strided): Dense {
  const { data, rows, columns, offset, rowStride, columnStride } = a
  if ((columnStride === 1 || columns === 1) && (rowStride >= Math.max(1, columns) || rows === 1)) {
    return {
      memory: from(data, offset),
      leading: Math.max(1, rows === 1 ? columns : rowStride),
      transposed: false,
    }
  }
  if ((rowStride === 1 || rows === 1) && (columnStride >= Math.max(1, rows) || columns === 1)) {
    return {
      memory: from(data, offset),
      leading: Math.max(1, columns === 1 ? rows : columnStride),
      transposed: true,
    }
  }
  const memory = new (data.constructor as Float64ArrayConstructor)(rows * columns)
  copyRows(a, memory)
  return { memory, leading: Math.max(1, columns), transposed: false }
}

/** The elements of a column, one after the other. */
function column(a: Strided): Floats {
  if (a.rowStride === 1 || a.rows === 1) return a.data.subarray(a.offset, a.offset + a.rows)
  const memory = new (a.data.constructor as Float64ArrayConstructor)(a.rows)
  copyRows(a, memory)
  return memory
}

const code = (transposed: boolean): number => (transposed ? transposes.yes : transposes.no)

/** Puts C where BLAS wants to add to it; the β to give. */
function startFrom(beta: number, c: Strided | undefined, out: Strided): number {
  if (!c || beta === 0) return 0
  copyRows(c, out.data as Floats)
  return beta
}

/** Kernels on a library, in one precision. */
export function blasKernels(library: BlasLibrary, dtype: Dtype): HostKernels {
  const blas = library[dtype]

  const factor = (a: Strided, out: Strided): { pivot: number; value: number } | undefined => {
    const n = a.rows
    if (n === 0) return undefined
    copyRows(a, out.data)
    const info = Int32Array.of(0)
    blas.potrf('U', Int32Array.of(n), out.data, Int32Array.of(n), info)
    // Not every LAPACK notices NaN, and some leave a refused pivot on the diagonal, some its root.
    for (let i = 0; i < n; i++) {
      const value = out.data[i * n + i]
      if (i === info[0] - 1 || !Number.isFinite(value)) return { pivot: i, value }
    }
    return undefined
  }

  return {
    gemm(alpha, a, b, beta, c, out) {
      const { rows: m, columns: n } = out
      if (m === 0 || n === 0) return
      const start = startFrom(beta, c, out)
      const A = dense(a)
      const B = dense(b)
      if (n === 1 && a.columns > 0) {
        const [rows, columns] = A.transposed ? [a.columns, m] : [m, a.columns]
        const step = B.transposed || b.rows === 1 ? 1 : B.leading
        blas.gemv(
          rowMajorOrder,
          code(A.transposed),
          rows,
          columns,
          alpha,
          A.memory,
          A.leading,
          B.memory,
          step,
          start,
          out.data,
          1,
        )
        return
      }
      blas.gemm(
        rowMajorOrder,
        code(A.transposed),
        code(B.transposed),
        m,
        n,
        a.columns,
        alpha,
        A.memory,
        A.leading,
        B.memory,
        B.leading,
        start,
        out.data,
        n,
      )
    },

    syrk(alpha, x, beta, c, out) {
      const n = out.rows
      if (n === 0) return
      const start = startFrom(beta, c, out)
      const X = dense(x)
      blas.syrk(
        rowMajorOrder,
        triangles.upper,
        code(!X.transposed),
        n,
        x.rows,
        alpha,
        X.memory,
        X.leading,
        start,
        out.data,
        n,
      )
      mirrorUpper(out)
    },

    // With w = (a/2) s + b q the update is s wᵀ + w sᵀ.
    rankTwoUpdate(h, s, q, a, b, out) {
      const n = out.rows
      if (n === 0) return
      copyRows(h, out.data)
      const S = column(s)
      const w = column(q).map((value, i) => (a / 2) * S[i] + b * value)
      blas.syr2(rowMajorOrder, triangles.upper, n, 1, S, 1, w, 1, out.data, n)
      mirrorUpper(out)
    },

    cholesky(a, out) {
      const failure = factor(a, out)
      if (failure) return failure
      const { data, rows: n } = out
      for (let i = 0; i < n; i++) data.fill(0, i * n + i + 1, (i + 1) * n)
      return undefined
    },

    triangularSolve(t, b, { lower, transpose }, out) {
      const { rows: n, columns: r } = out
      if (n === 0 || r === 0) return
      copyRows(b, out.data)
      const T = dense(t)
      // A transposed view holds the other triangle.
      const triangle = lower === T.transposed ? triangles.upper : triangles.lower
      blas.trsm(
        rowMajorOrder,
        left,
        triangle,
        code(transpose !== T.transposed),
        nonUnit,
        n,
        r,
        1,
        T.memory,
        T.leading,
        out.data,
        r,
      )
    },

    spdInverse(a, out) {
      const n = a.rows
      const failure = factor(a, out)
      if (failure || n === 0) return failure
      blas.potri('U', Int32Array.of(n), out.data, Int32Array.of(n), Int32Array.of(0))
      const { data } = out
      mirrorUpper({ ...rowMajor(data, n, n), rowStride: 1, columnStride: n })
      return undefined
    },
  }
}
