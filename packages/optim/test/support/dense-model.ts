import { createRandom, type Random } from '@kq/linalg/random'
import type { Box } from '../../src/internal/minimize/box.ts'
import { type CompactHessian, compactHessian } from '../../src/internal/minimize/compact-hessian.ts'
import type { Point } from '../../src/internal/minimize/protocol.ts'

/** Rows. */
export type Dense = readonly (readonly number[])[]

export const dotOf = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, value, i) => sum + value * y[i], 0)

export const times = (A: Dense, v: ArrayLike<number>): number[] => A.map((row) => dotOf(row, v))

/** A⁻¹ b: elimination with pivots. */
export function solveDense(A: Dense, b: ArrayLike<number>): number[] {
  const n = A.length
  const rows = A.map((row, i) => [...row, b[i]])
  for (let j = 0; j < n; j++) {
    const rest = rows.slice(j).map((row) => Math.abs(row[j]))
    const pivot = j + rest.indexOf(Math.max(...rest))
    ;[rows[j], rows[pivot]] = [rows[pivot], rows[j]]
    for (let i = 0; i < n; i++) {
      if (i === j) continue
      const factor = rows[i][j] / rows[j][j]
      for (let p = j; p <= n; p++) rows[i][p] -= factor * rows[j][p]
    }
  }
  return rows.map((row, i) => row[n] / row[i])
}

/** B − B s sᵀB / sᵀBs + y yᵀ / sᵀy. */
export function denseUpdate(B: Dense, s: ArrayLike<number>, y: ArrayLike<number>): Dense {
  const Bs = times(B, s)
  const [sBs, sy] = [dotOf(s, Bs), dotOf(s, y)]
  return B.map((row, i) =>
    row.map((value, j) => value - (Bs[i] * Bs[j]) / sBs + (y[i] * y[j]) / sy),
  )
}

export const scaledIdentity = (n: number, theta: number): Dense =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? theta : 0)))

const vector = (n: number, at: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => at(i))

export const pointAt = (x: Float64Array, gradient: Float64Array): Point => ({
  x,
  gradient,
  value: 0,
  norm: 0,
})

/** A model with random pairs, held as a compact form and as a matrix. */
export interface RandomModel {
  readonly random: Random
  readonly n: number
  readonly memory: number
  readonly hessian: CompactHessian
  readonly B: Dense
  readonly s: readonly Float64Array[]
  readonly y: readonly Float64Array[]
}

/** Of up to 8 variables and 9 pairs, of which up to 5 are kept; some do not move in some steps. */
export function randomModel(seed: number): RandomModel {
  const random = createRandom(seed)
  const n = 1 + random.integer(8)
  const memory = 1 + random.integer(5)
  const steps = random.integer(10)
  const hessian = compactHessian(memory, n)
  const initial = 0.1 + random.uniform()
  hessian.clear(initial)
  const d = vector(n, () => 0.2 + 3 * random.uniform())
  const u = vector(n, () => random.normal())
  const pairs: [Float64Array, Float64Array][] = []
  for (let step = 0; step < steps; step++) {
    const s = vector(n, () => (random.uniform() < 0.2 ? 0 : random.normal()))
    if (s.every((value) => value === 0)) s[0] = 1
    const bend = 0.5 + random.uniform()
    const y = vector(n, (i) => bend * d[i] * s[i] + u[i] * dotOf(u, s))
    hessian.add(
      pointAt(
        vector(n, () => 0),
        vector(n, () => 0),
      ),
      pointAt(s, y),
    )
    pairs.push([s, y])
  }
  const kept = pairs.slice(-memory)
  const last = kept.at(-1)
  let theta = initial
  if (last) {
    const [s, y] = last
    theta =
      dotOf(
        y,
        y.map((value, i) => (s[i] === 0 ? 0 : value)),
      ) / dotOf(s, y)
  }
  let B = scaledIdentity(n, theta)
  for (const [s, y] of kept) B = denseUpdate(B, s, y)
  return {
    random,
    n,
    memory,
    hessian,
    B,
    s: kept.map(([s]) => s),
    y: kept.map(([, y]) => y),
  }
}

/** A box with a point in it: variables without bounds, at a bound, fixed, between. */
export function randomBox(random: Random, n: number): { box: Box; x: Float64Array } {
  const x = vector(n, () => random.normal())
  const side =
    (sign: number) =>
    (i: number): number => {
      const kind = random.uniform()
      return kind < 0.2 ? sign * Number.POSITIVE_INFINITY : x[i] + sign * (kind < 0.4 ? 0 : kind)
    }
  const lower = vector(n, side(-1))
  const upper = vector(n, side(1))
  return { box: { lower, upper, bounded: true, closed: false }, x }
}
