/**
 * To and from the `ndarray` package. Neither is needed to compute: functions take ndarrays as they
 * are, and a host matrix is read by tools of that family as if it were one.
 */
import ndarray, { type NdArray } from 'ndarray'
import { matrix } from './as-matrix.ts'
import { concat } from './concat.ts'
import { allocate, type Floats } from './dtype.ts'
import { defaultHost, type HostEngine, type HostMatrix } from './host.ts'
import type { HostVectorLike, NdArrayLike } from './matrix.ts'
import { scope } from './scope.ts'

/**
 * A host matrix with the values of an ndarray of one dimension (which becomes a column) or two, of
 * any strides and offset. A copy: later changes of the array do not show. To look at its memory in
 * place instead, pass the array itself to `matrix`.
 *
 * @param engine - defaults to the host in the dtype of the array, in float64 for other arrays
 * @throws ShapeError for an array of other than one or two dimensions
 *
 * @example
 * ```ts
 * import { fromNdarray } from '@kq/linalg/ndarray'
 * import ndarray from 'ndarray'
 *
 * fromNdarray(ndarray([1, 2, 3, 4], [2, 2]).transpose(1, 0)).toArray() // [[1, 3], [2, 4]]
 * ```
 */
export function fromNdarray(array: NdArrayLike, engine?: HostEngine): HostMatrix {
  const host = engine ?? defaultHost(array.data instanceof Float32Array ? 'float32' : 'float64')
  return scope(() => {
    return concat('rows', matrix(array, host))
  })
}

/**
 * An ndarray of two dimensions with the values of a matrix in ordinary memory: a copy, so it
 * outlives the matrix. To look at the memory of a host matrix `m` in place instead:
 * `ndarray(m.data, m.shape, m.stride, m.offset)`.
 *
 * @example
 * ```ts
 * import { gemm } from '@kq/linalg/gemm'
 * import { toNdarray } from '@kq/linalg/ndarray'
 *
 * toNdarray(gemm([[1, 2]], [[3], [4]])).get(0, 0) // 11
 * ```
 */
export function toNdarray(a: HostVectorLike): NdArray<Floats> {
  return scope(() => {
    const from = matrix(a)
    const data = allocate(from.dtype, from.size)
    for (let i = 0; i < data.length; i++) {
      data[i] = from.get(Math.floor(i / from.columns), i % from.columns)
    }
    return ndarray(data, from.shape)
  })
}
