/** The number formats that matrices are stored in: IEEE 754 single and double precision. */
export type Dtype = 'float32' | 'float64'

/** Storage of either {@link Dtype}. */
export type Floats = Float32Array | Float64Array

/** Unit roundoff's double: the distance from 1 to the next number of the format. */
export const epsilon: Readonly<Record<Dtype, number>> = { float32: 2 ** -23, float64: 2 ** -52 }

/** Zeroed storage for `length` numbers. */
export const allocate = (dtype: Dtype, length: number): Floats =>
  dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
