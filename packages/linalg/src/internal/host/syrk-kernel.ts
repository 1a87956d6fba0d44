import { multiply } from './gemm-kernel.ts'
import { mirrorUpper } from './mirror.ts'
import { type Strided, transposed } from './strided.ts'

/**
 * out = α XᵀX + β C, the symmetric rank-k update: the tiles on and above the diagonal are computed as
 * by `gemm`, to the same bits, and mirrored, so `out` is symmetric to the last bit.
 *
 * NaN, infinities, α = 0 and β = 0 are treated as by gemm.
 *
 * @param x - k×n
 * @param c - n×n, symmetric: only the part on and above the diagonal is read; may be `out` itself
 * @param out - n×n; shares no element with X, and with C only if it is C
 */
export function syrk(
  alpha: number,
  x: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
): void {
  multiply(alpha, transposed(x), x, beta, c, out, true)
  mirrorUpper(out)
}
