import { matrix } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import { gemm } from './gemm.ts'
import type { HostMatrix } from './host.ts'
import { type HostMatrixLike, type Matrix, type MatrixLike, shapeText } from './matrix.ts'
import { track } from './scope.ts'

/** Options of {@link gram}. */
export interface GramOptions<C = MatrixLike> {
  /** @defaultValue `1` */
  readonly alpha?: number
  /** With 0, C is not read. @defaultValue `1` where C is given */
  readonly beta?: number
  /** Symmetric. */
  readonly c?: C
}

/**
 * α XᵀX + β C: the BLAS routine `syrk`, both halves. With α = (1 − β)/m it blends the second moment
 * of m samples (rows of X) into a running average. Symmetric to the last bit where C is.
 *
 * @param x - m×n
 * @returns n×n
 */
export function gram(x: HostMatrixLike, options?: GramOptions<HostMatrixLike>): HostMatrix
export function gram(x: MatrixLike, options?: GramOptions): Matrix
export function gram(x: MatrixLike, options: GramOptions = {}): Matrix {
  const { alpha = 1 } = options
  const X = matrix(x)
  const C = options.c === undefined ? undefined : matrix(options.c, X.engine)
  const beta = C ? (options.beta ?? 1) : 0
  if (C && (C.rows !== X.columns || C.columns !== X.columns)) {
    throw new ShapeError(`gram: C is ${shapeText(C)} but XᵀX is ${X.columns}×${X.columns}`)
  }
  const c = beta === 0 ? undefined : C
  if (X.engine.gram) return track(X.engine.gram(X, alpha, beta, c))
  return gemm(X, X, { transposeA: true, alpha, beta, ...(c && { c }) })
}
