/*
 * The limited-memory BFGS approximation B of ∇²f in its compact form: Byrd, Nocedal and Schnabel, Math.
 * Programming 63 (1994); equations 3.2 to 3.4 of Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16 (1995).
 *
 *   B = θI − W M Wᵀ,   W = [Y  θS],   M⁻¹ = ⎡ −D  Lᵀ  ⎤     D, L  diagonal and strict lower part of SᵀY
 *                                          ⎣  L  θSᵀS ⎦     θ     yᵀy / sᵀy of the newest pair
 *
 * Departure: yᵀy of θ counts the variables that moved. How fast f bends along those at bounds says
 * nothing of the free ones, and B meets the secant equation with any θ.
 *
 * The part of B that belongs to a set F of variables has the inverse I/θ + W_F K⁻¹ W_Fᵀ / θ² with
 *
 *   K = M⁻¹ − W_FᵀW_F / θ = ⎡ −(D + Y_FᵀY_F / θ)    (L − S_FᵀY_F)ᵀ   ⎤
 *                           ⎣    L − S_FᵀY_F       θ(SᵀS − S_FᵀS_F) ⎦
 *
 * and K is M⁻¹ where F is empty: one solver serves both.
 */
import type { Point } from './protocol.ts'
import { type SaddleSystem, saddleSystem } from './saddle-system.ts'

/** cos(s, y) below which a pair is refused: it would say more of rounding errors than of f. */
const leastCosine = 1e-12

/** Some of the variables, and the others. */
export interface Partition {
  readonly free: Int32Array
  readonly fixed: Int32Array
}

/** The newest pairs (s, y), oldest first, and B made of them. */
export interface CompactHessian {
  /** Pairs held, k; W has 2k columns. */
  count(): number
  theta(): number
  /** Takes the pair of a step, unless its curvature is not positive; returns ‖s‖∞. */
  add(from: Point, to: Point): number
  /** Forgets the pairs: B = θI. */
  clear(theta: number): void
  /** Writes row i of W to `into`. */
  row(i: number, into: Float64Array): void
  /** Wᵀv. */
  transposed(v: Float64Array): Float64Array
  /** into ← into + a W c. */
  accumulate(a: number, c: Float64Array, into: Float64Array): void
  /** K of a set of variables; `undefined` where rounding has made it singular. */
  system(parts: Partition): SaddleSystem | undefined
  /** M⁻¹, likewise. */
  middle(): SaddleSystem | undefined
}

const none = new Int32Array(0)

/** The partition whose K⁻¹ gives B⁻¹. */
export const allFree = (n: number): Partition => ({
  free: Int32Array.from({ length: n }, (_, i) => i),
  fixed: none,
})

/** xᵀy. Most of the time goes here, so that it is one that only reads. */
function inner(x: Float64Array, y: Float64Array): number {
  const { length } = x
  let s = 0
  let t = 0
  let u = 0
  let v = 0
  let i = 0
  for (; i < length - 3; i += 4) {
    s += x[i] * y[i]
    t += x[i + 1] * y[i + 1]
    u += x[i + 2] * y[i + 2]
    v += x[i + 3] * y[i + 3]
  }
  for (; i < length; i++) s += x[i] * y[i]
  return s + t + (u + v)
}

/** Sum over some of the variables. */
function partial(A: Float64Array, B: Float64Array, few: Int32Array): number {
  let sum = 0
  for (let p = 0; p < few.length; p++) sum += A[few[p]] * B[few[p]]
  return sum
}

/** Room for `memory` pairs of vectors of n numbers. */
export function compactHessian(memory: number, n: number): CompactHessian {
  const m = memory
  const S: Float64Array[] = []
  const Y: Float64Array[] = []
  // Inner products by rows of m numbers: sᵢᵀsⱼ, sᵢᵀyⱼ, yᵢᵀyⱼ.
  const SS = new Float64Array(m * m)
  const SY = new Float64Array(m * m)
  const YY = new Float64Array(m * m)
  let theta = 1

  function evict(): void {
    S.push(S.shift() as Float64Array)
    Y.push(Y.shift() as Float64Array)
    for (const A of [SS, SY, YY]) {
      for (let i = 1; i < m; i++) A.copyWithin((i - 1) * m, i * m + 1, i * m + m)
    }
  }

  // The pair that comes next is written to a row of its own: it may be refused.
  let s: Float64Array = new Float64Array(n)
  let y: Float64Array = new Float64Array(n)

  const everything = allFree(n).free

  const hessian: CompactHessian = {
    count: () => S.length,
    theta: () => theta,
    add(from, to) {
      let step = 0
      let yy = 0
      for (let i = 0; i < n; i++) {
        s[i] = to.x[i] - from.x[i]
        y[i] = to.gradient[i] - from.gradient[i]
        step = Math.max(step, Math.abs(s[i]))
        if (s[i] !== 0) yy += y[i] * y[i]
      }
      const sy = inner(s, y)
      const cosine = sy / (Math.sqrt(inner(s, s)) * Math.sqrt(yy))
      if (!(cosine > leastCosine && yy / sy < Number.POSITIVE_INFINITY)) return step
      theta = yy / sy
      if (S.length === m) {
        evict()
        ;[S[m - 1], s] = [s, S[m - 1]]
        ;[Y[m - 1], y] = [y, Y[m - 1]]
      } else {
        S.push(s)
        Y.push(y)
        s = new Float64Array(n)
        y = new Float64Array(n)
      }
      const k = S.length - 1
      for (let j = 0; j <= k; j++) {
        SS[k * m + j] = SS[j * m + k] = inner(S[k], S[j])
        YY[k * m + j] = YY[j * m + k] = inner(Y[k], Y[j])
        SY[k * m + j] = inner(S[k], Y[j])
        SY[j * m + k] = inner(S[j], Y[k])
      }
      return step
    },
    clear(initial) {
      S.length = 0
      Y.length = 0
      theta = initial
    },
    row(i, into) {
      const k = S.length
      for (let j = 0; j < k; j++) {
        into[j] = Y[j][i]
        into[k + j] = theta * S[j][i]
      }
    },
    transposed(v) {
      const k = S.length
      const into = new Float64Array(2 * k)
      for (let j = 0; j < k; j++) {
        into[j] = inner(Y[j], v)
        into[k + j] = theta * inner(S[j], v)
      }
      return into
    },
    accumulate(a, c, into) {
      const k = S.length
      for (let j = 0; j < k; j++) {
        const p = a * c[j]
        const q = a * theta * c[k + j]
        const [yj, sj] = [Y[j], S[j]]
        for (let i = 0; i < n; i++) into[i] += p * yj[i] + q * sj[i]
      }
    },
    system({ free, fixed }) {
      const k = S.length
      const P = new Float64Array(k * k)
      const G = new Float64Array(k * k)
      const Q = new Float64Array(k * k)
      // Sums over each side by themselves: a difference from the whole would lose the smaller of them.
      const over = (
        side: Int32Array,
        whole: Float64Array,
        at: number,
        A: Float64Array,
        B: Float64Array,
      ): number => (side.length === n ? whole[at] : partial(A, B, side))
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          const at = i * k + j
          const whole = i * m + j
          G[at] = i > j ? over(fixed, SY, whole, S[i], Y[j]) : -over(free, SY, whole, S[i], Y[j])
          if (j > i) continue
          P[at] = over(free, YY, whole, Y[i], Y[j]) / theta + (i === j ? SY[whole] : 0)
          Q[at] = theta * over(fixed, SS, whole, S[i], S[j])
        }
      }
      return saddleSystem(k, P, G, Q)
    },
    middle: () => hessian.system({ free: none, fixed: everything }),
  }
  return hessian
}
