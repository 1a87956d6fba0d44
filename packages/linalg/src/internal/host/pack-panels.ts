/*
 * Packing copies a block of an operand into panels that the tile loop reads from first to last: the
 * first element of each of a panel's vectors (rows of A, columns of B), then the second of each, and
 * so on. It absorbs transposition, strides, and float32, so one tile loop serves all of them. A panel
 * that the block does not fill is completed with zeros, whose sums nobody stores.
 *
 * The loops see arrays of either type. What that costs (up to 0.4 ns an element) is lost in the
 * product, which uses each packed element hundreds of times.
 */
import type { Floats, Strided } from './strided.ts'

/** `height` rows of A from `row` on, `depth` columns from `start` on, in panels of two rows. */
export function packPairs(
  a: Strided,
  row: number,
  start: number,
  height: number,
  depth: number,
  panels: Float64Array,
): void {
  const { data, rowStride, columnStride } = a
  const first = a.offset + row * rowStride + start * columnStride
  let to = 0
  let i = 0
  for (; i + 2 <= height; i += 2) {
    let from = (first + i * rowStride) | 0
    for (let k = 0; k < depth; k++) {
      panels[to] = data[from]
      panels[(to + 1) | 0] = data[(from + rowStride) | 0]
      to = (to + 2) | 0
      from = (from + columnStride) | 0
    }
  }
  if (i < height)
    packLast(data, first + i * rowStride, rowStride, columnStride, 1, 2, depth, panels, to)
}

/** `width` columns of B from `column` on, `depth` rows from `start` on, in panels of three columns. */
export function packTriples(
  b: Strided,
  start: number,
  column: number,
  width: number,
  depth: number,
  panels: Float64Array,
): void {
  const { data, rowStride, columnStride } = b
  const twice = 2 * columnStride
  const first = b.offset + start * rowStride + column * columnStride
  let to = 0
  let j = 0
  for (; j + 3 <= width; j += 3) {
    let from = (first + j * columnStride) | 0
    for (let k = 0; k < depth; k++) {
      panels[to] = data[from]
      panels[(to + 1) | 0] = data[(from + columnStride) | 0]
      panels[(to + 2) | 0] = data[(from + twice) | 0]
      to = (to + 3) | 0
      from = (from + rowStride) | 0
    }
  }
  const rest = width - j
  if (rest > 0) {
    packLast(data, first + j * columnStride, columnStride, rowStride, rest, 3, depth, panels, to)
  }
}

/** A panel `width` wide of which only the first `count` vectors exist. */
function packLast(
  data: Floats,
  first: number,
  stride: number,
  depthStride: number,
  count: number,
  width: number,
  depth: number,
  panels: Float64Array,
  to: number,
): void {
  for (let k = 0; k < depth; k++) {
    for (let lane = 0; lane < width; lane++) {
      panels[to + k * width + lane] =
        lane < count ? data[first + lane * stride + k * depthStride] : 0
    }
  }
}
