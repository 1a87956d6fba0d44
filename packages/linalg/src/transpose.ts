import { matrix } from './as-matrix.ts'
import type { HostMatrix } from './host.ts'
import type { HostVectorLike, Matrix, VectorLike } from './matrix.ts'
import { track } from './scope.ts'

/** Aᵀ: a view on the host engine, without a copy. */
export function transpose(a: HostVectorLike): HostMatrix
export function transpose(a: VectorLike): Matrix
export function transpose(a: VectorLike): Matrix {
  const A = matrix(a)
  return track(A.engine.transpose(A))
}
