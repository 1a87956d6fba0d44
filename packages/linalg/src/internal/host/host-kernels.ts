import type { TriangularSolveArguments } from '../../engine.ts'
import type { CholeskyFailure } from './cholesky-kernel.ts'
import type { Strided } from './strided.ts'

/**
 * What a host engine computes with in place of its own TypeScript: WebAssembly, a BLAS. All are
 * optional; each writes `out` whole. Outputs are row-major and contiguous, inputs of any strides.
 */
export interface HostKernels {
  /** out = α A B + β C; C is not read when it is undefined. */
  gemm?(
    alpha: number,
    a: Strided,
    b: Strided,
    beta: number,
    c: Strided | undefined,
    out: Strided,
  ): void
  /** out = α XᵀX + β C, symmetric to the last bit where C is. */
  syrk?(alpha: number, x: Strided, beta: number, c: Strided | undefined, out: Strided): void
  /**
   * out = H + a s sᵀ + b (s qᵀ + q sᵀ) for a symmetric H and columns s and q. Used where the
   * engine has no one-pass kernel of its own.
   */
  rankTwoUpdate?(h: Strided, s: Strided, q: Strided, a: number, b: number, out: Strided): void
  cholesky?(a: Strided, out: Strided): CholeskyFailure | undefined
  triangularSolve?(t: Strided, b: Strided, options: TriangularSolveArguments, out: Strided): void
  /** Symmetric to the last bit. */
  spdInverse?(a: Strided, out: Strided): CholeskyFailure | undefined
}
