import { Matrix as MlMatrix } from 'ml-matrix'
import ndarray from 'ndarray'
import { matrix } from '../../src/as-matrix.ts'
import type { HostMatrixLike, HostVectorLike } from '../../src/matrix.ts'

type Rows = readonly (readonly number[])[]

/** The rows as a strided ndarray whose gaps hold NaN, backwards along the columns. */
function strided(rows: Rows): HostMatrixLike {
  const [m, n] = [rows.length, rows[0].length]
  const data = new Float64Array(3 * m * n + 5).fill(Number.NaN)
  const array = ndarray(data, [m, n], [3 * n, -2], 2 * n)
  rows.forEach((row, i) => row.forEach((x, j) => array.set(i, j, x)))
  return array
}

/** A matrix in every form that a direct caller may have it in. */
export const matrixForms = (rows: Rows): HostMatrixLike[] => [
  rows,
  rows.map((row) => Float64Array.from(row)),
  strided(rows),
  new MlMatrix(rows.map((row) => [...row])),
  matrix(rows),
]

/** A column in every form that a direct caller may have it in. */
export const vectorForms = (values: readonly number[]): HostVectorLike[] => [
  values,
  Float64Array.from(values),
  ndarray(Float64Array.from(values)),
  MlMatrix.columnVector([...values]),
  matrix(values),
]
