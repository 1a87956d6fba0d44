import { multiplyAdd, rowBytes, stepBytes } from './parameters'

/**
 * The product of the panel of A at `a` and the panel of B at `b`, `depth` long, into the rows at
 * `tile`. This is the innermost loop of all products. It is not unrolled (V8 would hoist the
 * loads, and spill), and it is a function of its own that is called for each tile (WebAssembly has no
 * on-stack replacement: a function gets its fast code when it is called again).
 */
export function multiplyTile<T extends number>(
  a: usize,
  b: usize,
  depth: usize,
  tile: usize,
): void {
  let s00 = i64x2.splat(0)
  let s01 = i64x2.splat(0)
  let s10 = i64x2.splat(0)
  let s11 = i64x2.splat(0)
  let s20 = i64x2.splat(0)
  let s21 = i64x2.splat(0)
  let s30 = i64x2.splat(0)
  let s31 = i64x2.splat(0)
  let s40 = i64x2.splat(0)
  let s41 = i64x2.splat(0)
  let s50 = i64x2.splat(0)
  let s51 = i64x2.splat(0)
  do {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    const a0 = v128.load(a)
    s00 = multiplyAdd<T>(a0, b0, s00)
    s01 = multiplyAdd<T>(a0, b1, s01)
    const a1 = v128.load(a, 16)
    s10 = multiplyAdd<T>(a1, b0, s10)
    s11 = multiplyAdd<T>(a1, b1, s11)
    const a2 = v128.load(a, 32)
    s20 = multiplyAdd<T>(a2, b0, s20)
    s21 = multiplyAdd<T>(a2, b1, s21)
    const a3 = v128.load(a, 48)
    s30 = multiplyAdd<T>(a3, b0, s30)
    s31 = multiplyAdd<T>(a3, b1, s31)
    if (ASC_FEATURE_RELAXED_SIMD) {
      const a4 = v128.load(a, 64)
      s40 = multiplyAdd<T>(a4, b0, s40)
      s41 = multiplyAdd<T>(a4, b1, s41)
      const a5 = v128.load(a, 80)
      s50 = multiplyAdd<T>(a5, b0, s50)
      s51 = multiplyAdd<T>(a5, b1, s51)
    }
    a += stepBytes
    b += rowBytes
  } while (--depth)
  v128.store(tile, s00)
  v128.store(tile, s01, 16)
  v128.store(tile, s10, 32)
  v128.store(tile, s11, 48)
  v128.store(tile, s20, 64)
  v128.store(tile, s21, 80)
  v128.store(tile, s30, 96)
  v128.store(tile, s31, 112)
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(tile, s40, 128)
    v128.store(tile, s41, 144)
    v128.store(tile, s50, 160)
    v128.store(tile, s51, 176)
  }
}

/**
 * out = α tile + β C for the tile's first `rows` rows and `columns` columns, of row r those from
 * r + `diagonal` on; with c = 0, out = α tile. Whole and partial tiles are rounded alike. Strides are
 * in bytes.
 */
export function storeTile<T extends number>(
  tile: usize,
  rows: usize,
  columns: usize,
  diagonal: isize,
  out: usize,
  outStride: usize,
  alpha: T,
  beta: T,
  c: usize,
  cRowStride: usize,
  cColumnStride: usize,
): void {
  const size = sizeof<T>()
  const full = columns === 32 / size && diagonal + <isize>rows <= 1
  if (full && c === 0) {
    const scale = v128.splat<T>(alpha)
    for (let r: usize = 0; r < rows; r++) {
      v128.store(out, v128.mul<T>(scale, v128.load(tile)))
      v128.store(out, v128.mul<T>(scale, v128.load(tile, 16)), 16)
      tile += rowBytes
      out += outStride
    }
  } else if (full && cColumnStride === size) {
    const scale = v128.splat<T>(alpha)
    const blend = v128.splat<T>(beta)
    for (let r: usize = 0; r < rows; r++) {
      const t0 = v128.mul<T>(scale, v128.load(tile))
      const t1 = v128.mul<T>(scale, v128.load(tile, 16))
      v128.store(out, v128.add<T>(t0, v128.mul<T>(blend, v128.load(c))))
      v128.store(out, v128.add<T>(t1, v128.mul<T>(blend, v128.load(c, 16))), 16)
      tile += rowBytes
      out += outStride
      c += cRowStride
    }
  } else {
    for (let r: usize = 0; r < rows; r++) {
      const skip = diagonal + <isize>r
      for (let j: usize = skip > 0 ? skip : 0; j < columns; j++) {
        let value = alpha * load<T>(tile + j * size)
        if (c !== 0) value += beta * load<T>(c + j * cColumnStride)
        store<T>(out + j * size, value)
      }
      tile += rowBytes
      out += outStride
      if (c !== 0) c += cRowStride
    }
  }
}
