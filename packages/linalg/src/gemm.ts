import { matrices, matrix } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  shapeText,
  type VectorLike,
} from './matrix.ts'
import { track } from './scope.ts'

/** The BLAS routine's options; `C` is of type {@link VectorLike} or, for host results, ordinary memory. */
export interface GemmOptions<C = VectorLike> {
  /** op(A) = Aᵀ. @defaultValue `false` */
  readonly transposeA?: boolean
  /** op(B) = Bᵀ. @defaultValue `false` */
  readonly transposeB?: boolean
  /** @defaultValue `1` */
  readonly alpha?: number
  /** With 0, C is not read. @defaultValue `1` where C is given */
  readonly beta?: number
  readonly c?: C
}

/**
 * General matrix product α op(A) op(B) + β C, the BLAS level 3 routine.
 *
 * @param a - m×k after transposition
 * @param b - k×n after transposition
 * @returns m×n
 * @throws ShapeError if the inner sizes differ, or C is not m×n
 *
 * @example
 * ```ts
 * import { gemm } from '@kq/linalg/gemm'
 *
 * gemm([[1, 2], [3, 4]], [[5], [6]]).toArray() // [[17], [39]]
 * gemm([1, 2, 3], [4, 5, 6], { transposeA: true }).get(0, 0) // 32
 * ```
 */
export function gemm(
  a: HostVectorLike,
  b: HostVectorLike,
  options?: GemmOptions<HostMatrixLike>,
): HostMatrix
export function gemm(a: VectorLike, b: VectorLike, options?: GemmOptions): Matrix
export function gemm(a: VectorLike, b: VectorLike, options: GemmOptions = {}): Matrix {
  const { transposeA = false, transposeB = false, alpha = 1 } = options
  const [A, B] = matrices(a, b)
  const C = options.c === undefined ? undefined : matrix(options.c, A.engine)
  const beta = C ? (options.beta ?? 1) : 0
  const [m, k] = transposeA ? [A.columns, A.rows] : [A.rows, A.columns]
  const [l, n] = transposeB ? [B.columns, B.rows] : [B.rows, B.columns]
  if (k !== l) {
    throw new ShapeError(
      `gemm: op(A) is ${m}×${k} and op(B) is ${l}×${n}; op(A) must have as many columns as op(B) has rows`,
    )
  }
  if (C && (C.rows !== m || C.columns !== n)) {
    throw new ShapeError(`gemm: C is ${shapeText(C)} but the product is ${m}×${n}`)
  }
  const c = beta === 0 ? undefined : C
  return track(A.engine.gemm(A, B, { transposeA, transposeB, alpha, beta, c }))
}
