import type { Samples } from './dataset.ts'

/**
 * Copies the chosen rows, in the given order, to a dense array: row i of the result is row
 * `indices[i]` of `samples`.
 *
 * @param out an array of the same kind, at least as long as needed, to write to instead of a fresh
 * one; for a batch after batch loop. The result is a view of it.
 * @param ones - whether each row is followed by a 1: homogeneous coordinates
 * @throws RangeError for a row that is not there, an `out` that is too short or of another kind.
 * @example
 * const batch = gatherRows(train.inputs, batches.next())
 */
export const gatherRows = (
  { data, rows, columns }: Samples,
  indices: ArrayLike<number>,
  out?: Float32Array | Float64Array,
  ones: boolean = false,
): Samples => {
  const width = ones ? columns + 1 : columns
  const length = indices.length * width
  const single = data instanceof Float32Array
  if (out !== undefined && (out.length < length || out instanceof Float32Array !== single)) {
    throw new RangeError(
      `gatherRows: out is a ${out.constructor.name} of ${out.length}; expected a ` +
        `${data.constructor.name} of at least ${indices.length} × ${width} = ${length} numbers.`,
    )
  }
  const target = out ?? (single ? new Float32Array(length) : new Float64Array(length))
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]
    if (!Number.isInteger(row) || row < 0 || row >= rows) {
      throw new RangeError(
        `gatherRows: index ${i} asks for row ${row}; expected an integer from 0 to ${rows - 1}.`,
      )
    }
    target.set(data.subarray(row * columns, (row + 1) * columns), i * width)
    if (ones) target[i * width + columns] = 1
  }
  return { data: target.subarray(0, length), rows: indices.length, columns: width }
}
