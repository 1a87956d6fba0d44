/*
 * The generalised Cauchy point: the first local minimiser of the model gᵀp + pᵀBp/2 along the projected
 * steepest descent path P(x − t g). Algorithm CP of Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16
 * (1995), section 4.
 *
 *   tᵢ   where the path meets the bound of variable i (a breakpoint)      d  its direction
 *   f′, f″  derivatives of the model along the path      p = Wᵀd,  c = Wᵀ(xᶜ − x)
 */
import type { Box } from './box.ts'
import { clampTo } from './box.ts'
import { breakpointHeap } from './breakpoint-heap.ts'
import type { CompactHessian } from './compact-hessian.ts'
import type { SaddleSystem } from './saddle-system.ts'
import { dot } from './vector.ts'

/**
 * Writes the Cauchy point xᶜ to `into`, and returns c.
 *
 * @param middle - M⁻¹; `undefined` where no pairs are held
 */
export function cauchyPoint(
  box: Box,
  hessian: CompactHessian,
  middle: SaddleSystem | undefined,
  x: Float64Array,
  gradient: Float64Array,
  into: Float64Array,
): Float64Array {
  const n = x.length
  const theta = hessian.theta()
  const times = new Float64Array(n)
  const d = new Float64Array(n)
  const met = new Int32Array(n)
  let meetings = 0
  let moving = 0
  into.set(x)
  for (let i = 0; i < n; i++) {
    const g = gradient[i]
    if (g === 0) continue
    const time = (x[i] - (g < 0 ? box.upper[i] : box.lower[i])) / g
    if (!(time > 0)) continue
    times[i] = time
    d[i] = -g
    moving++
    if (time < Number.POSITIVE_INFINITY) met[meetings++] = i
  }
  const heap = breakpointHeap(met.subarray(0, meetings), times)
  const size = 2 * hessian.count()
  const p = hessian.transposed(d)
  const c = new Float64Array(size)
  const row = new Float64Array(size)
  const product = new Float64Array(size)
  const timesM = (v: Float64Array): Float64Array => {
    product.set(v)
    return middle ? middle.solve(product) : product
  }

  let slope = -dot(d, d)
  if (slope === 0) return c
  const curvature0 = -theta * slope
  let curvature = curvature0 - dot(p, timesM(p))
  let time = 0
  let wait = -slope / Math.max(curvature, Number.EPSILON * curvature0)
  for (;;) {
    const b = heap.peek()
    if (b === undefined) break
    const pause = times[b] - time
    if (!(wait >= pause)) break
    heap.pop()
    time = times[b]
    const db = d[b]
    d[b] = 0
    into[b] = db > 0 ? box.upper[b] : box.lower[b]
    for (let j = 0; j < size; j++) c[j] += pause * p[j]
    if (--moving === 0) return c
    hessian.row(b, row)
    const mw = timesM(row)
    slope += pause * curvature + db * (db - theta * (into[b] - x[b]) + dot(mw, c))
    curvature += db * (2 * dot(mw, p) - db * (theta + dot(mw, row)))
    curvature = Math.max(curvature, Number.EPSILON * curvature0)
    for (let j = 0; j < size; j++) p[j] -= db * row[j]
    wait = -slope / curvature
  }
  wait = Math.max(0, wait)
  time += wait
  for (let i = 0; i < n; i++) if (d[i] !== 0) into[i] = clampTo(box, i, x[i] + time * d[i])
  for (let j = 0; j < size; j++) c[j] += wait * p[j]
  return c
}
