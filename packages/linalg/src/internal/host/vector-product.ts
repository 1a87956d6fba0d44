/*
 * vᵀB in place, without packing, for a B that lies in memory either way: along its rows each row is
 * added to all sums (four rows in one pass), along its columns each sum is a dot product (four
 * columns in one pass). Both start a sum from 0 and add its terms from first to last, so they agree
 * to the bit.
 */
import type { Floats, Strided } from './strided.ts'

/**
 * sums[j] = Σₖ v[k] B[start + k, j] over `depth` rows of B, for all columns j.
 *
 * @param sums - at least as long as B has columns
 */
export function vectorProduct(
  v: Float64Array,
  b: Strided,
  start: number,
  depth: number,
  sums: Float64Array,
): void {
  const { data, rowStride, columnStride, columns } = b
  const offset = b.offset + start * rowStride
  if (Math.abs(rowStride) < Math.abs(columnStride)) {
    dotColumns(v, data, offset, columnStride, rowStride, columns, depth, sums)
  } else {
    sums.fill(0, 0, columns)
    addRows(v, data, offset, rowStride, columnStride, depth, columns, sums)
  }
}

function addRows(
  v: Float64Array,
  data: Floats,
  offset: number,
  stride: number,
  along: number,
  rows: number,
  columns: number,
  sums: Float64Array,
): void {
  const stride2 = 2 * stride
  const stride3 = 3 * stride
  let row = 0
  for (; row + 4 <= rows; row += 4) {
    const v0 = v[row]
    const v1 = v[row + 1]
    const v2 = v[row + 2]
    const v3 = v[row + 3]
    let i = (offset + row * stride) | 0
    for (let j = 0; j < columns; j++) {
      let sum = sums[j] + v0 * data[i]
      sum += v1 * data[(i + stride) | 0]
      sum += v2 * data[(i + stride2) | 0]
      sums[j] = sum + v3 * data[(i + stride3) | 0]
      i = (i + along) | 0
    }
  }
  for (; row < rows; row++) {
    const v0 = v[row]
    let i = (offset + row * stride) | 0
    for (let j = 0; j < columns; j++) {
      sums[j] += v0 * data[i]
      i = (i + along) | 0
    }
  }
}

function dotColumns(
  v: Float64Array,
  data: Floats,
  offset: number,
  stride: number,
  along: number,
  columns: number,
  depth: number,
  sums: Float64Array,
): void {
  const stride2 = 2 * stride
  const stride3 = 3 * stride
  let column = 0
  for (; column + 4 <= columns; column += 4) {
    let i = (offset + column * stride) | 0
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    for (let k = 0; k < depth; k++) {
      const vk = v[k]
      s0 += vk * data[i]
      s1 += vk * data[(i + stride) | 0]
      s2 += vk * data[(i + stride2) | 0]
      s3 += vk * data[(i + stride3) | 0]
      i = (i + along) | 0
    }
    sums[column] = s0
    sums[column + 1] = s1
    sums[column + 2] = s2
    sums[column + 3] = s3
  }
  for (; column < columns; column++) {
    let i = (offset + column * stride) | 0
    let sum = 0
    for (let k = 0; k < depth; k++) {
      sum += v[k] * data[i]
      i = (i + along) | 0
    }
    sums[column] = sum
  }
}
