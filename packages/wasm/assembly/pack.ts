import { lanes, rowBytes, stepBytes, tileColumns, tileRows } from './parameters'

/**
 * `rows` rows of A at `from`, `depth` long, in panels: step by step, each element of the tile's rows
 * in all lanes of a vector. The rows that the last panel lacks repeat its first one: nobody stores
 * what comes of them. Strides are in bytes and absorb every layout.
 */
export function packLeft<T extends number>(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  rows: usize,
  depth: usize,
  to: usize,
): void {
  for (let row: usize = 0; row < rows; row += tileRows) {
    const left = rows - row
    let p0 = from
    let p1 = left > 1 ? p0 + rowStride : p0
    let p2 = left > 2 ? p1 + rowStride : p0
    let p3 = left > 3 ? p2 + rowStride : p0
    let p4 = left > 4 ? p3 + rowStride : p0
    let p5 = left > 5 ? p4 + rowStride : p0
    for (const end = to + depth * stepBytes; to < end; to += stepBytes) {
      v128.store(to, v128.load_splat<T>(p0))
      v128.store(to, v128.load_splat<T>(p1), 16)
      v128.store(to, v128.load_splat<T>(p2), 32)
      v128.store(to, v128.load_splat<T>(p3), 48)
      p0 += columnStride
      p1 += columnStride
      p2 += columnStride
      p3 += columnStride
      if (ASC_FEATURE_RELAXED_SIMD) {
        v128.store(to, v128.load_splat<T>(p4), 64)
        p4 += columnStride
        v128.store(to, v128.load_splat<T>(p5), 80)
        p5 += columnStride
      }
    }
    from += tileRows * rowStride
  }
}

/** `columns` columns of B at `from`, `depth` high, in panels; the last one is filled with zeros. */
export function packRight<T extends number>(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  columns: usize,
  depth: usize,
  to: usize,
): void {
  const width = tileColumns<T>()
  for (let column: usize = 0; column < columns; column += width) {
    if (columns - column < width) {
      packPart<T>(from, rowStride, columnStride, columns - column, depth, to)
    } else if (columnStride === sizeof<T>()) packRows<T>(from, rowStride, depth, to)
    else if (rowStride === sizeof<T>()) packColumns<T>(from, columnStride, depth, to)
    else packPart<T>(from, rowStride, columnStride, width, depth, to)
    from += width * columnStride
    to += depth * rowBytes
  }
}

function packRows<T extends number>(from: usize, rowStride: usize, depth: usize, to: usize): void {
  for (const end = to + depth * rowBytes; to < end; to += rowBytes) {
    v128.store(to, v128.load(from))
    v128.store(to, v128.load(from, 16), 16)
    from += rowStride
  }
}

/** Squares of a vector's side are transposed in registers. */
function packColumns<T extends number>(
  from: usize,
  columnStride: usize,
  depth: usize,
  to: usize,
): void {
  const side = lanes<T>()
  const whole = depth - (depth % side)
  const half = from + side * columnStride
  let p0 = from
  let p1 = half
  let place = to
  for (let k: usize = 0; k < whole; k += side) {
    transposeSquare<T>(p0, columnStride, place, rowBytes)
    transposeSquare<T>(p1, columnStride, place + 16, rowBytes)
    p0 += 16
    p1 += 16
    place += side * rowBytes
  }
  packPart<T>(p0, sizeof<T>(), columnStride, tileColumns<T>(), depth - whole, place)
}

/** A square as wide as a vector, transposed. Strides between rows, in bytes. */
export function transposeSquare<T extends number>(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
): void {
  const r0 = v128.load(from)
  const r1 = v128.load(from + fromStride)
  if (sizeof<T>() === 8) {
    v128.store(to, v128.shuffle<f64>(r0, r1, 0, 2))
    v128.store(to + toStride, v128.shuffle<f64>(r0, r1, 1, 3))
  } else {
    const r2 = v128.load(from + 2 * fromStride)
    const r3 = v128.load(from + 3 * fromStride)
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
    v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2))
    v128.store(to + toStride, v128.shuffle<f64>(low01, low23, 1, 3))
    v128.store(to + 2 * toStride, v128.shuffle<f64>(high01, high23, 0, 2))
    v128.store(to + 3 * toStride, v128.shuffle<f64>(high01, high23, 1, 3))
  }
}

function packPart<T extends number>(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  columns: usize,
  depth: usize,
  to: usize,
): void {
  for (let k: usize = 0; k < depth; k++) {
    v128.store(to, i64x2.splat(0))
    v128.store(to, i64x2.splat(0), 16)
    for (let j: usize = 0; j < columns; j++) {
      store<T>(to + j * sizeof<T>(), load<T>(from + j * columnStride))
    }
    from += rowStride
    to += rowBytes
  }
}
