/*
 * The Cholesky factorization and the inverse of a positive definite matrix by recursion (Gustavson,
 * IBM J. Res. Dev. 41, 1997; LAPACK's potrf, trtri, lauum), on U = Lᵀ in the upper triangle of
 * row-major memory whose rows lie `stride` bytes apart:
 *
 *     U₁₁ᵀU₁₁ = A₁₁            V₁₂ = −U₁₁⁻¹ U₁₂ V₂₂        (V Vᵀ)₁₁ = V₁₁V₁₁ᵀ + V₁₂V₁₂ᵀ
 *     U₁₁ᵀU₁₂ = A₁₂                                        (V Vᵀ)₁₂ = V₁₂V₂₂ᵀ
 *     U₂₂ᵀU₂₂ = A₂₂ − U₁₂ᵀU₁₂
 */
import { lanes, leaf } from './parameters'
import { multiply } from './multiply'
import { mirror } from './symmetric'
import { halfOf, solveLower, timesLower, timesUpper } from './triangular'
import { workspace } from './workspace'

/** Rows and columns of the squares in which a matrix is turned. */
const side: usize = 16

/** The lower triangle of A into the upper one of U, transposed; zeros below U's diagonal. */
export function readLower<T extends number>(
  n: usize,
  a: usize,
  rowStride: usize,
  columnStride: usize,
  u: usize,
  stride: usize,
): void {
  const size = sizeof<T>()
  for (let row: usize = 0; row < n; row += side) {
    const rowEnd = min(n, row + side)
    for (let i = row; i < rowEnd; i++) memory.fill(u + i * stride, 0, i * size)
    for (let column = row; column < n; column += side) {
      const columnEnd = min(n, column + side)
      for (let i = row; i < rowEnd; i++) {
        for (let j = max(i, column); j < columnEnd; j++) {
          store<T>(u + i * stride + j * size, load<T>(a + j * rowStride + i * columnStride))
        }
      }
    }
  }
}

/** The upper triangle of U into the lower one of `out`, transposed, with zeros above. */
export function writeLower<T extends number>(
  n: usize,
  u: usize,
  stride: usize,
  out: usize,
  outStride: usize,
): void {
  const size = sizeof<T>()
  for (let row: usize = 0; row < n; row += side) {
    const rowEnd = min(n, row + side)
    for (let i = row; i < rowEnd; i++) {
      memory.fill(out + i * outStride + (i + 1) * size, 0, (n - i - 1) * size)
    }
    for (let column: usize = 0; column < rowEnd; column += side) {
      for (let i = row; i < rowEnd; i++) {
        const columnEnd = min(i + 1, column + side)
        for (let j = column; j < columnEnd; j++) {
          store<T>(out + i * outStride + j * size, load<T>(u + j * stride + i * size))
        }
      }
    }
  }
}

/** U in the place of A. −1, or the pivot that is not positive, whose value is left in the workspace. */
export function factor<T extends number>(n: usize, a: usize, stride: usize): i32 {
  if (n <= leaf) return factorLeaf<T>(n, a, stride)
  const size = sizeof<T>()
  const half = halfOf(n)
  const rest = n - half
  const a12 = a + half * size
  const a22 = a12 + half * stride
  const failure = factor<T>(half, a, stride)
  if (failure >= 0) return failure
  solveLower<T>(half, rest, a, size, stride, a12, stride)
  // prettier-ignore
  multiply<T>(
    rest,
    rest,
    half,
    <T>-1,
    a12,
    size,
    stride,
    a12,
    stride,
    size,
    <T>1,
    a22,
    stride,
    size,
    a22,
    stride,
    true,
  )
  const later = factor<T>(rest, a22, stride)
  return later < 0 ? later : later + <i32>half
}

function factorLeaf<T extends number>(n: usize, a: usize, stride: usize): i32 {
  const size = sizeof<T>()
  for (let k: usize = 0; k < n; k++) {
    const row = a + k * stride
    const value = load<T>(row + k * size)
    if (!(value > 0 && value < <T>Infinity)) {
      store<f64>(workspace + 512, <f64>value)
      return <i32>k
    }
    const root = sqrt<T>(value)
    for (let j = k; j < n; j++) store<T>(row + j * size, load<T>(row + j * size) / root)
    for (let i = k + 1; i < n; i++) {
      subtractRow<T>(load<T>(row + i * size), row, a + i * stride, i, n)
    }
  }
  return -1
}

/** target[j] −= weight row[j] from j = start on. */
function subtractRow<T extends number>(
  weight: T,
  row: usize,
  target: usize,
  start: usize,
  end: usize,
): void {
  const size = sizeof<T>()
  const wide = lanes<T>()
  const factor = v128.splat<T>(weight)
  let j = start
  for (; j + wide <= end; j += wide) {
    const place = target + j * size
    const product = v128.mul<T>(factor, v128.load(row + j * size))
    v128.store(place, v128.sub<T>(v128.load(place), product))
  }
  for (; j < end; j++) {
    const place = target + j * size
    store<T>(place, load<T>(place) - weight * load<T>(row + j * size))
  }
}

/** U ← U⁻¹. `room` for n × leaf elements. */
export function invertUpper<T extends number>(
  n: usize,
  u: usize,
  stride: usize,
  room: usize,
): void {
  if (n <= leaf) {
    invertLeaf<T>(n, u, stride)
    return
  }
  const size = sizeof<T>()
  const half = halfOf(n)
  const rest = n - half
  const u12 = u + half * size
  const u22 = u12 + half * stride
  invertUpper<T>(rest, u22, stride, room)
  timesUpper<T>(half, rest, <T>-1, u12, stride, u22, stride, size, room)
  // Read backwards, the upper triangle is a lower one.
  const last = u + (half - 1) * (stride + size)
  // prettier-ignore
  solveLower<T>(half, rest, last, -stride, -size, u12 + (half - 1) * stride, -stride)
  invertUpper<T>(half, u, stride, room)
}

function invertLeaf<T extends number>(n: usize, u: usize, stride: usize): void {
  const size = sizeof<T>()
  for (let j: usize = 0; j < n; j++) {
    const diagonal = u + j * (stride + size)
    const inverse: T = <T>1 / load<T>(diagonal)
    store<T>(diagonal, inverse)
    for (let i: usize = 0; i < j; i++) {
      const row = u + i * stride
      let sum: T = 0
      for (let k = i; k < j; k++) {
        sum += load<T>(row + k * size) * load<T>(u + k * stride + j * size)
      }
      store<T>(row + j * size, -inverse * sum)
    }
  }
}

/** V ← V Vᵀ, the part on and above the diagonal. */
export function timesOwnTranspose<T extends number>(
  n: usize,
  v: usize,
  stride: usize,
  room: usize,
): void {
  if (n <= leaf) {
    timesOwnTransposeLeaf<T>(n, v, stride)
    return
  }
  const size = sizeof<T>()
  const half = halfOf(n)
  const rest = n - half
  const v12 = v + half * size
  const v22 = v12 + half * stride
  timesOwnTranspose<T>(half, v, stride, room)
  // prettier-ignore
  multiply<T>(
    half,
    half,
    rest,
    <T>1,
    v12,
    stride,
    size,
    v12,
    size,
    stride,
    <T>1,
    v,
    stride,
    size,
    v,
    stride,
    true,
  )
  timesLower<T>(half, rest, v12, stride, v22, size, stride, room)
  timesOwnTranspose<T>(rest, v22, stride, room)
}

function timesOwnTransposeLeaf<T extends number>(n: usize, v: usize, stride: usize): void {
  const size = sizeof<T>()
  for (let i: usize = 0; i < n; i++) {
    const left = v + i * stride
    for (let j = i; j < n; j++) {
      const right = v + j * stride
      let sum: T = 0
      for (let k = j; k < n; k++) sum += load<T>(left + k * size) * load<T>(right + k * size)
      store<T>(left + j * size, sum)
    }
  }
}

/** The inverse of the A that U in `u` is the factor of, into `out`, whole. */
export function invertFromFactor<T extends number>(
  n: usize,
  u: usize,
  stride: usize,
  room: usize,
  out: usize,
  outStride: usize,
): void {
  invertUpper<T>(n, u, stride, room)
  timesOwnTranspose<T>(n, u, stride, room)
  const size = sizeof<T>()
  for (let i: usize = 0; i < n; i++) {
    memory.copy(out + i * outStride + i * size, u + i * stride + i * size, (n - i) * size)
  }
  mirror<T>(out, outStride, n)
}
