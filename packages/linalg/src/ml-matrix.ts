/**
 * To and from the ml-matrix package. Only needed to hand results over: functions take ml-matrix
 * matrices, views of theirs included, as they are.
 */
import { type AbstractMatrix, Matrix as MlMatrix } from 'ml-matrix'
import { matrix } from './as-matrix.ts'
import { defaultHost, type HostEngine, type HostMatrix } from './host.ts'
import type { HostVectorLike, MlMatrixLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * A host matrix with the values of an ml-matrix matrix or view: a copy.
 *
 * @param engine - defaults to the host in float64
 *
 * @example
 * ```ts
 * import { fromMlMatrix } from '@kq/linalg/ml-matrix'
 * import { Matrix } from 'ml-matrix'
 *
 * fromMlMatrix(Matrix.eye(2)).toArray() // [[1, 0], [0, 1]]
 * ```
 */
export const fromMlMatrix = (
  a: AbstractMatrix | MlMatrixLike,
  engine: HostEngine = defaultHost(),
): HostMatrix => matrix(a, engine)

/**
 * An ml-matrix matrix with the values of a matrix in ordinary memory: a copy.
 *
 * @example
 * ```ts
 * import { toMlMatrix } from '@kq/linalg/ml-matrix'
 *
 * toMlMatrix([[1, 2], [3, 4]]).trace() // 5
 * ```
 */
export function toMlMatrix(a: HostVectorLike): MlMatrix {
  return scope(() => {
    const from = matrix(a)
    const copy = new MlMatrix(from.rows, from.columns)
    for (let i = 0; i < from.rows; i++) {
      for (let j = 0; j < from.columns; j++) copy.set(i, j, from.get(i, j))
    }
    return copy
  })
}
