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
 * any strides and offset. A copy: later changes of the array do not show. {@link viewOfNdarray} looks
 * at its memory in place instead.
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
 * outlives the matrix. {@link ndarrayView} looks at the memory of a host matrix in place instead.
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

/**
 * A host matrix that looks at the memory of an ndarray of one dimension (a column) or two, of any
 * strides and offset: never a copy. The array must not change while the matrix is in use. Functions
 * that are handed an ndarray look at it in the same way where they can, and copy it where they cannot.
 *
 * @param engine - of the array's dtype; defaults to the host in it
 * @throws TypeError if the data are no Float32Array or Float64Array, or not of the engine's dtype
 * @throws ShapeError for an array of other than one or two dimensions
 *
 * @example
 * ```ts
 * import { viewOfNdarray } from '@kq/linalg/ndarray'
 * import ndarray from 'ndarray'
 *
 * const data = Float64Array.of(1, 2, 3, 4)
 * const m = viewOfNdarray(ndarray(data, [2, 2]).transpose(1, 0))
 * data[1] = 7
 * m.toArray() // [[1, 3], [7, 4]]
 * ```
 */
export function viewOfNdarray(array: NdArrayLike, engine?: HostEngine): HostMatrix {
  const { data } = array
  const isFloats = data instanceof Float64Array || data instanceof Float32Array
  const host = engine ?? defaultHost(data instanceof Float32Array ? 'float32' : 'float64')
  if (!isFloats || !(data instanceof host.floats)) {
    throw new TypeError(
      `viewOfNdarray: the data are a ${data.constructor.name}, the engine computes in ${host.dtype}; ` +
        'only memory of that type can be looked at in place: `fromNdarray` copies any other',
    )
  }
  return matrix(array, host)
}

/**
 * An ndarray of two dimensions that looks at the memory of a host matrix, of its strides and offset: never
 * a copy. It is valid until the matrix is freed; what is written to it changes the matrix.
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { ndarrayView } from '@kq/linalg/ndarray'
 * import { transpose } from '@kq/linalg/transpose'
 *
 * ndarrayView(transpose(matrix([[1, 2], [3, 4]]))).get(0, 1) // 3
 * ```
 */
export const ndarrayView = (a: HostMatrix): NdArray<Floats> =>
  ndarray(a.data, a.shape, a.stride, a.offset)
