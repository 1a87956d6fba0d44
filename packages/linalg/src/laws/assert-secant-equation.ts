import { type Dtype, epsilon } from '../dtype.ts'
import { type HostMatrixLike, type HostVectorLike, shapeText } from '../matrix.ts'
import { assertClose, violated } from './assert-close.ts'
import { dense, denseFrom } from './dense.ts'
import { product } from './oracle.ts'

/** Options of {@link assertSecantEquation}. */
export interface SecantOptions {
  /** In which H was computed. @defaultValue `'float64'` */
  readonly dtype?: Dtype
  /** How many rounding errors of {@link dtype} are allowed. @defaultValue 16 + n */
  readonly factor?: number
}

/**
 * Throws unless H y = s to within `factor` rounding errors of the numbers summed: |H||y| + |s|.
 *
 * @param h - n×n
 * @param s - n×1
 * @param y - n×1
 */
export function assertSecantEquation(
  h: HostMatrixLike,
  s: HostVectorLike,
  y: HostVectorLike,
  { dtype = 'float64', factor }: SecantOptions = {},
): void {
  const [H, S, Y] = [h, s, y].map(denseFrom)
  const n = H.rows
  if (H.columns !== n || S.rows !== n || Y.rows !== n || S.columns !== 1 || Y.columns !== 1) {
    violated(
      `H is ${shapeText(H)}, s ${shapeText(S)}, y ${shapeText(Y)}; expected n×n, n×1 and n×1`,
    )
  }
  const { value, magnitude } = product(H, Y)
  const units = (factor ?? 16 + n) * epsilon[dtype]
  const budget = dense(n, 1, (i) => units * (magnitude.get(i, 0) + Math.abs(S.get(i, 0))))
  assertClose(value, S, budget, 'H y of the secant equation H y = s')
}
