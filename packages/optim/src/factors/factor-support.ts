import { gemm } from '@kq/linalg/gemm'
import type { Matrix } from '@kq/linalg/matrix'
import { lanczosRow } from '../internal/condition-estimate.ts'
import type { LayerStatistics, Matrices } from '../evaluation.ts'
import type { Factor, Point } from '../preconditioner.ts'

/** The statistics of the point's layer. */
export function layerOf({ layer }: Point): LayerStatistics {
  if (layer) return layer
  throw new TypeError(
    'a Kronecker factor met a parameter without a layer: layers must declare their curvature in every evaluation or in none',
  )
}

/** Application of a factor that is held as one symmetric matrix of its state. */
export const applySymmetric =
  (name: string): Factor['apply'] =>
  (state: Matrices, x, side) => {
    const h = state[name] as Matrix
    return side === 'left' ? gemm(h, x) : gemm(x, h)
  }

/** What the condition of a factor is estimated from; the factor has as many rows as `like`. */
export const spectrumOf = (apply: Factor['apply'], state: Matrices, like: Matrix): Matrix =>
  lanczosRow((v) => apply(state, v, 'left'), like.rows, like.engine)

/** The same for {@link applySymmetric}; nothing where the matrix is not there yet. */
export const inspectSymmetric =
  (name: string): NonNullable<Factor['inspect']> =>
  (state): Matrices => {
    const h = state[name]
    return h ? { spectrum: spectrumOf(applySymmetric(name), state, h) } : {}
  }
