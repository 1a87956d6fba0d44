/*
 * Triangular systems and products by recursion (Elmroth, Gustavson, Jonsson and Kågström, "Recursive
 * Blocked Algorithms and Hybrid Data Structures", SIAM Review 46, 2004): halving the triangle leaves
 * one product of half the size and two smaller triangles. Strides are in bytes.
 */
import { lanes, leaf } from './parameters'
import { multiply } from './multiply'

/** Where a triangle is halved: at a whole number of leaves. */
export function halfOf(n: usize): usize {
  return ((n + 2 * leaf - 1) / (2 * leaf)) * leaf
}

/** X ← T⁻¹ X for a lower triangular T; rows of X are contiguous, `stride` apart. */
export function solveLower<T extends number>(
  n: usize,
  columns: usize,
  t: usize,
  tRowStride: usize,
  tColumnStride: usize,
  x: usize,
  stride: usize,
): void {
  if (n <= leaf) {
    solveLeaf<T>(n, columns, t, tRowStride, tColumnStride, x, stride)
    return
  }
  const half = halfOf(n)
  const size = sizeof<T>()
  const below = t + half * tRowStride
  const last = x + half * stride
  const corner = below + half * tColumnStride
  solveLower<T>(half, columns, t, tRowStride, tColumnStride, x, stride)
  // prettier-ignore
  multiply<T>(
    n - half,
    columns,
    half,
    <T>-1,
    below,
    tRowStride,
    tColumnStride,
    x,
    stride,
    size,
    <T>1,
    last,
    stride,
    size,
    last,
    stride,
    false,
  )
  solveLower<T>(n - half, columns, corner, tRowStride, tColumnStride, last, stride)
}

function solveLeaf<T extends number>(
  n: usize,
  columns: usize,
  t: usize,
  tRowStride: usize,
  tColumnStride: usize,
  x: usize,
  stride: usize,
): void {
  const wide = lanes<T>()
  let column: usize = 0
  for (; column + 4 * wide <= columns; column += 4 * wide) {
    solveStrip<T>(n, t, tRowStride, tColumnStride, x, stride)
    x += 64
  }
  for (; column < columns; column++) {
    for (let i: usize = 0; i < n; i++) {
      let at = t + i * tRowStride
      let place = x
      let sum = load<T>(x + i * stride)
      for (let k: usize = 0; k < i; k++) {
        sum -= load<T>(at) * load<T>(place)
        at += tColumnStride
        place += stride
      }
      store<T>(place, sum / load<T>(at))
    }
    x += sizeof<T>()
  }
}

/** Four vectors of columns, their sums in registers. */
function solveStrip<T extends number>(
  n: usize,
  t: usize,
  tRowStride: usize,
  tColumnStride: usize,
  x: usize,
  stride: usize,
): void {
  for (let i: usize = 0; i < n; i++) {
    let at = t + i * tRowStride
    let place = x
    const row = x + i * stride
    let s0 = v128.load(row)
    let s1 = v128.load(row, 16)
    let s2 = v128.load(row, 32)
    let s3 = v128.load(row, 48)
    for (let k: usize = 0; k < i; k++) {
      const factor = v128.load_splat<T>(at)
      s0 = v128.sub<T>(s0, v128.mul<T>(factor, v128.load(place)))
      s1 = v128.sub<T>(s1, v128.mul<T>(factor, v128.load(place, 16)))
      s2 = v128.sub<T>(s2, v128.mul<T>(factor, v128.load(place, 32)))
      s3 = v128.sub<T>(s3, v128.mul<T>(factor, v128.load(place, 48)))
      at += tColumnStride
      place += stride
    }
    const pivot = v128.load_splat<T>(at)
    v128.store(row, v128.div<T>(s0, pivot))
    v128.store(row, v128.div<T>(s1, pivot), 16)
    v128.store(row, v128.div<T>(s2, pivot), 32)
    v128.store(row, v128.div<T>(s3, pivot), 48)
  }
}

/** B ← α B U for an upper triangular U with zeros below its diagonal; `room` for rows × leaf. */
export function timesUpper<T extends number>(
  rows: usize,
  n: usize,
  alpha: T,
  b: usize,
  stride: usize,
  u: usize,
  uRowStride: usize,
  uColumnStride: usize,
  room: usize,
): void {
  const size = sizeof<T>()
  if (n <= leaf) {
    timesLeaf<T>(rows, n, alpha, b, stride, u, uRowStride, uColumnStride, room)
    return
  }
  const half = halfOf(n)
  const last = b + half * size
  const beside = u + half * uColumnStride
  const corner = beside + half * uRowStride
  timesUpper<T>(rows, n - half, alpha, last, stride, corner, uRowStride, uColumnStride, room)
  // prettier-ignore
  multiply<T>(
    rows,
    n - half,
    half,
    alpha,
    b,
    stride,
    size,
    beside,
    uRowStride,
    uColumnStride,
    <T>1,
    last,
    stride,
    size,
    last,
    stride,
    false,
  )
  timesUpper<T>(rows, half, alpha, b, stride, u, uRowStride, uColumnStride, room)
}

/** B ← B L for a lower triangular L with zeros above its diagonal. */
export function timesLower<T extends number>(
  rows: usize,
  n: usize,
  b: usize,
  stride: usize,
  l: usize,
  lRowStride: usize,
  lColumnStride: usize,
  room: usize,
): void {
  const size = sizeof<T>()
  if (n <= leaf) {
    timesLeaf<T>(rows, n, <T>1, b, stride, l, lRowStride, lColumnStride, room)
    return
  }
  const half = halfOf(n)
  const last = b + half * size
  const below = l + half * lRowStride
  const corner = below + half * lColumnStride
  timesLower<T>(rows, half, b, stride, l, lRowStride, lColumnStride, room)
  // prettier-ignore
  multiply<T>(
    rows,
    half,
    n - half,
    <T>1,
    last,
    stride,
    size,
    below,
    lRowStride,
    lColumnStride,
    <T>1,
    b,
    stride,
    size,
    b,
    stride,
    false,
  )
  timesLower<T>(rows, n - half, last, stride, corner, lRowStride, lColumnStride, room)
}

function timesLeaf<T extends number>(
  rows: usize,
  n: usize,
  alpha: T,
  b: usize,
  stride: usize,
  t: usize,
  tRowStride: usize,
  tColumnStride: usize,
  room: usize,
): void {
  const size = sizeof<T>()
  const bytes = n * size
  for (let i: usize = 0; i < rows; i++) memory.copy(room + i * bytes, b + i * stride, bytes)
  // prettier-ignore
  multiply<T>(
    rows,
    n,
    n,
    alpha,
    room,
    bytes,
    size,
    t,
    tRowStride,
    tColumnStride,
    <T>0,
    0,
    0,
    0,
    b,
    stride,
    false,
  )
}
