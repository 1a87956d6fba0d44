import { createRandom } from '@kq/linalg/random'
import fc from 'fast-check'
import type { LineSearch } from '../../src/line-search.ts'
import type { Objective } from '../../src/minimize-options.ts'

/** f and ∇f. */
export type Smooth = (x: Float64Array) => { value: number; gradient: Float64Array }

export const rosenbrock: Smooth = (x) => {
  const gradient = new Float64Array(x.length)
  let value = 0
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1] - x[i] ** 2
    const b = 1 - x[i]
    value += 100 * a * a + b * b
    gradient[i] += -400 * a * x[i] - 2 * b
    gradient[i + 1] += 200 * a
  }
  return { value, gradient }
}

/** A x for a matrix of rows. */
export const times = (A: readonly (readonly number[])[], x: ArrayLike<number>): Float64Array =>
  Float64Array.from(A, (row) => row.reduce((sum, a, j) => sum + a * x[j], 0))

/** xᵀAx / 2 − bᵀx. */
export const quadratic =
  (A: readonly (readonly number[])[], b: readonly number[] = A.map(() => 0)): Smooth =>
  (x) => {
    const Ax = times(A, x)
    return {
      value: x.reduce((sum, xi, i) => sum + (xi * Ax[i]) / 2 - b[i] * xi, 0),
      gradient: Ax.map((a, i) => a - b[i]),
    }
  }

/** An objective that remembers the values that it gave. */
export interface Watched {
  readonly f: (x: Float64Array) => { value: number; gradient: Float64Array }
  readonly values: number[]
}

export function watch(f: Smooth): Watched {
  const values: number[] = []
  return {
    values,
    f(x) {
      const answer = f(x)
      values.push(answer.value)
      return answer
    },
  }
}

/** The exact line search on quadratics: φ′ is linear, and so known from two of its values. */
export const exactSteps: LineSearch = function* exactSteps({ slope, initialStep }) {
  const first = yield initialStep
  const step = (initialStep * slope) / (slope - first.slope)
  const found = yield step
  return { step, ...found, evaluations: 2, satisfied: true, status: 'wolfe' }
}

const rows = (n: number, numbers: ArrayLike<number>): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => numbers[i * n + j]))

export const transpose = (A: readonly (readonly number[])[]): number[][] =>
  A.map((_, i) => A.map((row) => row[i]))

export const product = (
  A: readonly (readonly number[])[],
  B: readonly (readonly number[])[],
): number[][] => {
  const columns = transpose(B)
  return A.map((row) => columns.map((c) => row.reduce((sum, a, k) => sum + a * c[k], 0)))
}

/** n numbers from −size to size, from a seed: cheaper than so many arbitraries. */
const reals = (n: number, size: number): fc.Arbitrary<number[]> =>
  fc.nat().map((seed) => {
    const numbers = new Float64Array(n)
    createRandom(seed).fillUniform(numbers, -size, size)
    return [...numbers]
  })

/** n×n matrices with a condition number of at most about 10 n: MᵀM + I / 2, |M| ≤ 1. */
export const positiveDefinite = (n: number): fc.Arbitrary<number[][]> =>
  reals(n * n, 1).map((numbers) => {
    const M = rows(n, numbers)
    return product(transpose(M), M).map((row, i) => row.map((a, j) => a + (i === j ? 0.5 : 0)))
  })

/** Points not all of whose components are tiny. */
export const points = (n: number): fc.Arbitrary<number[]> =>
  reals(n, 5).map((x) => x.map((value) => (Math.abs(value) < 0.1 ? value + 1 : value)))

/** Something to minimise from somewhere; bounded from below, with walls at times. */
export interface Case {
  readonly f: Smooth
  readonly x0: number[]
}

/** Quadratics and valleys with a quartic or a wave on them, and not defined beyond a wall. */
export const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 5 }).chain((n) =>
  fc
    .record({
      A: positiveDefinite(n),
      x0: points(n),
      valley: fc.boolean(),
      wave: fc.double({ min: 0, max: 2, noNaN: true }),
      wall: fc.option(fc.double({ min: 0.1, max: 3, noNaN: true })),
      beyond: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
    })
    .map(({ A, x0, valley, wave, wall, beyond }) => ({
      x0,
      f(x: Float64Array) {
        const { value, gradient } = (valley ? rosenbrock : quadratic(A))(x)
        if (wall !== null && x[0] > x0[0] + wall) return { value: beyond, gradient }
        return {
          value: x.reduce((sum, xi) => sum + xi ** 4 / 10 + wave * Math.cos(xi), value),
          gradient: gradient.map((g, i) => g + 0.4 * x[i] ** 3 - wave * Math.sin(x[i])),
        }
      },
    })),
)

/** The same function without its gradient. */
export const valueOnly =
  (f: Smooth): Objective =>
  (x) =>
    f(x).value
