import fc from 'fast-check'
import { type Dense, dense, denseFromRows } from './dense.ts'
import { inner } from './inner.ts'
import { product } from './oracle.ts'
import { spdArbitrary } from './spd-arbitrary.ts'

/** An inverse Hessian approximation, a pair that may need damping, and the damping's bounds. */
export interface CurvatureCase {
  /** n×n, symmetric positive definite. */
  readonly H: Dense
  /** n×1 */
  readonly s: Dense
  /** n×1, not 0 */
  readonly y: Dense
  /** In (0, 1). */
  readonly mu1: number
  readonly mu2: number
}

/** Options of {@link curvatureCaseArbitrary}. */
export interface CurvatureCaseOptions {
  /** Largest n. @defaultValue `6` */
  readonly maximumSize?: number
  /** Largest condition number of H. @defaultValue `100` */
  readonly maximumCondition?: number
  /** μ₂ is drawn up to here, evenly in the logarithm, from 0.01. @defaultValue `0.99` */
  readonly maximumMu2?: number
}

/** Evenly in the logarithm. */
export const logarithmic = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => low * (high / low) ** share)

/** Columns of multiples of 1/1000 within ±1: nothing that underflows when it is multiplied. */
export const directionArbitrary = (n: number): fc.Arbitrary<Dense> =>
  fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: n, maxLength: n })
    .map((values) => dense(n, 1, (i) => values[i] / 1000))

export const isNotZero = (a: Dense): boolean => a.values.some((x) => x !== 0)

/** Multiples of vectors, added. */
export const combination = (a: number, x: Dense, b: number, y: Dense): Dense =>
  dense(x.rows, x.columns, (i, j) => a * x.get(i, j) + b * y.get(i, j))

const scale = logarithmic(1e-2, 1e2)

/**
 * Cases of all kinds: s at random, along ±Hy (whose damping differs), where Powell's rule is just
 * met, and 0; scales of s and y from 1e-2 to 1e2.
 */
export function curvatureCaseArbitrary({
  maximumSize = 6,
  maximumCondition = 100,
  maximumMu2 = 0.99,
}: CurvatureCaseOptions = {}): fc.Arbitrary<CurvatureCase> {
  return spdArbitrary({ maximumSize, maximumCondition }).chain(({ matrix: H }) =>
    fc
      .record({
        towards: directionArbitrary(H.length),
        aside: directionArbitrary(H.length),
        yScale: scale,
        asideScale: fc.oneof(fc.constant(0), scale),
        along: fc.oneof(fc.constantFrom('mu1' as const, 0, 1, -1), scale),
        mu1: fc.oneof(fc.constant(0.2), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
        mu2: fc.oneof(fc.constant(0.5), logarithmic(0.01, maximumMu2)),
      })
      .filter(({ towards }) => isNotZero(towards))
      .map(({ towards, aside, yScale, asideScale, along, mu1, mu2 }) => {
        const inverse = denseFromRows(H)
        const y = combination(yScale, towards, 0, towards)
        const q = product(inverse, y).value
        return {
          H: inverse,
          s: combination(along === 'mu1' ? mu1 : along, q, asideScale, aside),
          y,
          mu1,
          mu2,
        }
      }),
  )
}

/** Pairs that a limited-memory method can hold, and how many it is to hold. */
export interface PairSequence {
  readonly dimension: number
  readonly memory: number
  /** γ of H₀ = γ I. */
  readonly gamma: number
  /** Oldest first, each with sᵀy of at least a tenth of ‖s‖‖y‖. */
  readonly pairs: readonly { readonly s: Dense; readonly y: Dense }[]
}

const cosine = (x: Dense, y: Dense): number =>
  inner(x, y).value / Math.sqrt(inner(x, x).value * inner(y, y).value)

/** Sequences shorter and longer than the memory; y = A s + noise with one A for each. */
export function pairSequenceArbitrary(): fc.Arbitrary<PairSequence> {
  return spdArbitrary({ maximumCondition: 10, scale: 10 }).chain(({ matrix: A }) => {
    const n = A.length
    const pair = fc
      .record({
        direction: directionArbitrary(n),
        noise: directionArbitrary(n),
        scale,
        level: fc.constantFrom(0, 0.1, 0.5),
      })
      .map(({ direction, noise, scale: factor, level }) => ({
        s: combination(factor, direction, 0, direction),
        y: combination(factor, product(denseFromRows(A), direction).value, factor * level, noise),
      }))
      .filter(({ s, y }) => cosine(s, y) > 0.1)
    return fc.record({
      dimension: fc.constant(n),
      memory: fc.integer({ min: 1, max: 5 }),
      gamma: fc.oneof(fc.constant(1), logarithmic(0.1, 10)),
      pairs: fc.array(pair, { minLength: 0, maxLength: 8 }),
    })
  })
}
