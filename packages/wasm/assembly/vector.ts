/*
 * Products of a matrix and a vector, in place, without packing. The vector and the result are
 * contiguous; strides are in bytes.
 */
import { lanes, multiplyAdd } from './parameters'

/** out = α A x + β C for an A whose rows are contiguous. */
export function multiplyRowsByVector<T extends number>(
  rows: usize,
  depth: usize,
  alpha: T,
  a: usize,
  stride: usize,
  x: usize,
  beta: T,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  const size = sizeof<T>()
  let row: usize = 0
  for (; row + 3 <= rows; row += 3) {
    threeDots<T>(a, stride, x, depth, out)
    a += 3 * stride
    out += 3 * size
  }
  for (; row < rows; row++) {
    store<T>(out, dot<T>(a, x, depth))
    a += stride
    out += size
  }
  blend<T>(rows, alpha, beta, c, cStride, out - rows * size)
}

/** out = α Aᵀ x + β C for an A whose rows, `depth` of them, are contiguous. */
export function multiplyVectorByRows<T extends number>(
  depth: usize,
  columns: usize,
  alpha: T,
  a: usize,
  stride: usize,
  x: usize,
  beta: T,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  const size = sizeof<T>()
  const bytes = columns * size
  memory.fill(out, 0, bytes)
  let k: usize = 0
  for (; k + 4 <= depth; k += 4) {
    addFourRows<T>(a, stride, x, out, bytes)
    a += 4 * stride
    x += 4 * size
  }
  for (; k < depth; k++) {
    const factor = load<T>(x)
    for (let j: usize = 0; j < bytes; j += size) {
      store<T>(out + j, load<T>(out + j) + factor * load<T>(a + j))
    }
    a += stride
    x += size
  }
  blend<T>(columns, alpha, beta, c, cStride, out)
}

function blend<T extends number>(
  count: usize,
  alpha: T,
  beta: T,
  c: usize,
  cStride: usize,
  out: usize,
): void {
  for (const end = out + count * sizeof<T>(); out < end; out += sizeof<T>()) {
    let value = alpha * load<T>(out)
    if (c !== 0) {
      value += beta * load<T>(c)
      c += cStride
    }
    store<T>(out, value)
  }
}

function total<T extends number>(v: v128): T {
  if (sizeof<T>() === 8) return <T>(f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1))
  return <T>(
    (f32x4.extract_lane(v, 0) +
      f32x4.extract_lane(v, 2) +
      (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3)))
  )
}

/** As {@link threeDots} sums up: the place of a row does not decide about its bits. */
function dot<T extends number>(a: usize, x: usize, depth: usize): T {
  const whole = depth / (2 * lanes<T>())
  let sum = i64x2.splat(0)
  let other = i64x2.splat(0)
  for (const end = a + whole * 32; a < end; a += 32) {
    sum = multiplyAdd<T>(v128.load(a), v128.load(x), sum)
    other = multiplyAdd<T>(v128.load(a, 16), v128.load(x, 16), other)
    x += 32
  }
  let result = total<T>(v128.add<T>(sum, other))
  for (let k = whole * 2 * lanes<T>(); k < depth; k++) {
    result += load<T>(a) * load<T>(x)
    a += sizeof<T>()
    x += sizeof<T>()
  }
  return result
}

/**
 * Two sums a row, so that additions need not wait for each other; as many rows as leave their sums,
 * their elements and those of x in registers.
 */
function threeDots<T extends number>(
  a: usize,
  stride: usize,
  x: usize,
  depth: usize,
  out: usize,
): void {
  const size = sizeof<T>()
  let a1 = a + stride
  let a2 = a1 + stride
  let s0 = i64x2.splat(0)
  let s1 = i64x2.splat(0)
  let s2 = i64x2.splat(0)
  let t0 = i64x2.splat(0)
  let t1 = i64x2.splat(0)
  let t2 = i64x2.splat(0)
  const whole = depth / (2 * lanes<T>())
  for (const end = a + whole * 32; a < end; a += 32) {
    const x0 = v128.load(x)
    s0 = multiplyAdd<T>(v128.load(a), x0, s0)
    s1 = multiplyAdd<T>(v128.load(a1), x0, s1)
    s2 = multiplyAdd<T>(v128.load(a2), x0, s2)
    const x1 = v128.load(x, 16)
    t0 = multiplyAdd<T>(v128.load(a, 16), x1, t0)
    t1 = multiplyAdd<T>(v128.load(a1, 16), x1, t1)
    t2 = multiplyAdd<T>(v128.load(a2, 16), x1, t2)
    a1 += 32
    a2 += 32
    x += 32
  }
  let r0 = total<T>(v128.add<T>(s0, t0))
  let r1 = total<T>(v128.add<T>(s1, t1))
  let r2 = total<T>(v128.add<T>(s2, t2))
  for (let k = whole * 2 * lanes<T>(); k < depth; k++) {
    const xk = load<T>(x)
    r0 += load<T>(a) * xk
    r1 += load<T>(a1) * xk
    r2 += load<T>(a2) * xk
    a += size
    a1 += size
    a2 += size
    x += size
  }
  store<T>(out, r0)
  store<T>(out + size, r1)
  store<T>(out + 2 * size, r2)
}

function addFourRows<T extends number>(
  a: usize,
  stride: usize,
  x: usize,
  out: usize,
  bytes: usize,
): void {
  const size = sizeof<T>()
  const f0 = load<T>(x)
  const f1 = load<T>(x + size)
  const f2 = load<T>(x + 2 * size)
  const f3 = load<T>(x + 3 * size)
  const x0 = v128.splat<T>(f0)
  const x1 = v128.splat<T>(f1)
  const x2 = v128.splat<T>(f2)
  const x3 = v128.splat<T>(f3)
  const end = out + bytes
  let a1 = a + stride
  let a2 = a1 + stride
  let a3 = a2 + stride
  for (; out + 16 <= end; out += 16) {
    const pair = multiplyAdd<T>(x1, v128.load(a1), v128.mul<T>(x0, v128.load(a)))
    const other = multiplyAdd<T>(x3, v128.load(a3), v128.mul<T>(x2, v128.load(a2)))
    v128.store(out, v128.add<T>(v128.load(out), v128.add<T>(pair, other)))
    a += 16
    a1 += 16
    a2 += 16
    a3 += 16
  }
  for (; out < end; out += size) {
    const pair = f0 * load<T>(a) + f1 * load<T>(a1)
    const other = f2 * load<T>(a2) + f3 * load<T>(a3)
    store<T>(out, load<T>(out) + (pair + other))
    a += size
    a1 += size
    a2 += size
    a3 += size
  }
}
