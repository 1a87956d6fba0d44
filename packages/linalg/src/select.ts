import { matrices } from './as-matrix.ts'
import { ShapeError } from './errors.ts'
import { expression, where } from './expression.ts'
import type { HostMatrix } from './host.ts'
import { map } from './map.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { track } from './scope.ts'

const choose = /* @__PURE__ */ expression((condition, a, b) => where(condition, a, b))

/**
 * A where the 1×1 condition is not 0, else B, as a whole: how an algorithm that may not look at its
 * values keeps or drops a result. The host engine returns a view of the chosen one, without a copy.
 *
 * @throws ShapeError if the condition is not 1×1 or A and B differ in shape
 */
export function select(condition: HostVectorLike, a: HostVectorLike, b: HostVectorLike): HostMatrix
export function select(condition: VectorLike, a: VectorLike, b: VectorLike): Matrix
export function select(condition: VectorLike, a: VectorLike, b: VectorLike): Matrix {
  const [C, A, B] = matrices(condition, a, b)
  if (C.rows !== 1 || C.columns !== 1 || A.rows !== B.rows || A.columns !== B.columns) {
    throw new ShapeError(
      `select: the condition is ${shapeText(C)}, A ${shapeText(A)}, B ${shapeText(B)}; expected 1×1 and two of one shape`,
    )
  }
  if (C.engine.select) return track(C.engine.select(C, A, B))
  return map(choose, C, A, B)
}
