import { transposeSquare } from './pack'
import { lanes } from './parameters'

/** Rows and columns of the squares that are mirrored at a time: a cache holds both. */
const side: usize = 32

/** Copies the triangle above the diagonal onto the one below it; rows `stride` bytes apart. */
export function mirror<T extends number>(a: usize, stride: usize, n: usize): void {
  for (let row: usize = 0; row < n; row += side) {
    for (let column = row; column < n; column += side) {
      const rowEnd = min(n, row + side)
      const columnEnd = min(n, column + side)
      mirrorSquare<T>(a, stride, row, rowEnd, column, columnEnd)
    }
  }
}

function mirrorSquare<T extends number>(
  a: usize,
  stride: usize,
  row: usize,
  rowEnd: usize,
  column: usize,
  columnEnd: usize,
): void {
  const size = sizeof<T>()
  const wide = lanes<T>()
  let i = row
  for (; row !== column && i + wide <= rowEnd; i += wide) {
    let j = column
    for (; j + wide <= columnEnd; j += wide) {
      transposeSquare<T>(a + i * stride + j * size, stride, a + j * stride + i * size, stride)
    }
    for (; j < columnEnd; j++) {
      for (let k: usize = i; k < i + wide; k++) {
        store<T>(a + j * stride + k * size, load<T>(a + k * stride + j * size))
      }
    }
  }
  for (; i < rowEnd; i++) {
    for (let j = max(column, i + 1); j < columnEnd; j++) {
      store<T>(a + j * stride + i * size, load<T>(a + i * stride + j * size))
    }
  }
}

/**
 * out = H + s wᵀ + w sᵀ with w = (a/2) s + b q, which is H + a s sᵀ + b (s qᵀ + q sᵀ) in half as many
 * operations, and as symmetric: the mirrored element adds the same two products. All vectors are
 * contiguous; `w` is room for one.
 */
export function updateRankTwo<T extends number>(
  n: usize,
  h: usize,
  hStride: usize,
  s: usize,
  q: usize,
  a: T,
  b: T,
  w: usize,
  out: usize,
): void {
  const size = sizeof<T>()
  const half: T = a * <T>0.5
  for (let j: usize = 0; j < n; j++) {
    store<T>(w + j * size, half * load<T>(s + j * size) + b * load<T>(q + j * size))
  }
  const whole = (n / lanes<T>()) * 16
  const bytes = n * size
  for (let i: usize = 0; i < n; i++) {
    const si = load<T>(s + i * size)
    const wi = load<T>(w + i * size)
    updateRow<T>(h, s, w, v128.splat<T>(si), v128.splat<T>(wi), out, whole)
    for (let j = whole; j < bytes; j += size) {
      store<T>(out + j, load<T>(h + j) + (si * load<T>(w + j) + wi * load<T>(s + j)))
    }
    h += hStride
    out += bytes
  }
}

function updateRow<T extends number>(
  h: usize,
  s: usize,
  w: usize,
  si: v128,
  wi: v128,
  out: usize,
  bytes: usize,
): void {
  const end = h + bytes
  for (; h + 32 <= end; h += 32) {
    const c0 = cross<T>(si, v128.load(w), wi, v128.load(s))
    const c1 = cross<T>(si, v128.load(w, 16), wi, v128.load(s, 16))
    v128.store(out, v128.add<T>(v128.load(h), c0))
    v128.store(out, v128.add<T>(v128.load(h, 16), c1), 16)
    s += 32
    w += 32
    out += 32
  }
  if (h < end)
    v128.store(out, v128.add<T>(v128.load(h), cross<T>(si, v128.load(w), wi, v128.load(s))))
}

/** si w + wi s. */
function cross<T extends number>(si: v128, w: v128, wi: v128, s: v128): v128 {
  return v128.add<T>(v128.mul<T>(si, w), v128.mul<T>(wi, s))
}
