/*
 * Symmetric positive definite matrices of chosen condition: Q Λ Qᵀ with Q a product of Householder
 * reflections of normal vectors (Stewart, "The efficient generation of random orthogonal matrices",
 * SIAM J. Numer. Anal. 17, 1980) and eigenvalues spread evenly in the logarithm, both ends included.
 */
import fc from 'fast-check'
import { createRandom } from '../random.ts'

/** A matrix with what is known of it. */
export interface ConditionedSpd {
  /** Symmetric to the last bit. */
  readonly matrix: number[][]
  /** Of the exact matrix; its float64 version differs by rounding. Smallest first. */
  readonly eigenvalues: number[]
  /** The largest eigenvalue over the smallest. */
  readonly condition: number
}

/** Options of {@link spdArbitrary}. */
export interface SpdArbitraryOptions {
  /** Fixed, or drawn from 1 to {@link maximumSize}. */
  readonly size?: number
  /** @defaultValue `6` */
  readonly maximumSize?: number
  /** The condition number is drawn from 1 to this, evenly in the logarithm. @defaultValue `1e4` */
  readonly maximumCondition?: number
  /** Fixes the condition number (of matrices larger than 1×1). */
  readonly condition?: number
  /** The largest eigenvalue is drawn from 1/scale to scale. @defaultValue `100` */
  readonly scale?: number
}

/** An SPD matrix of the given eigenvalues, with eigenvectors by the seed. */
export function spdFromEigenvalues(eigenvalues: readonly number[], seed: number): number[][] {
  const n = eigenvalues.length
  const random = createRandom(seed)
  let a = eigenvalues.map((value, i) => eigenvalues.map((_, j) => (i === j ? value : 0)))
  for (let step = 0; step < n; step++) {
    const v = eigenvalues.map(() => random.normal())
    a = reflected(a, v)
  }
  return a.map((row, i) => row.map((x, j) => (i >= j ? x : a[j][i])))
}

/** (I − 2vvᵀ/vᵀv) A (I − 2vvᵀ/vᵀv) */
function reflected(a: readonly (readonly number[])[], v: readonly number[]): number[][] {
  const scale = 2 / v.reduce((sum, x) => sum + x * x, 0)
  const dot = (row: readonly number[]): number => row.reduce((sum, x, j) => sum + x * v[j], 0)
  const right = a.map((row) => {
    const along = scale * dot(row)
    return row.map((x, j) => x - along * v[j])
  })
  const along = v.map((_, j) => scale * right.reduce((sum, row, i) => sum + v[i] * row[j], 0))
  return right.map((row, i) => row.map((x, j) => x - v[i] * along[j]))
}

/** Random symmetric positive definite matrices. */
export function spdArbitrary({
  size,
  maximumSize = 6,
  maximumCondition = 1e4,
  condition,
  scale = 100,
}: SpdArbitraryOptions = {}): fc.Arbitrary<ConditionedSpd> {
  const unit = fc.double({ min: 0, max: 1, noNaN: true })
  return fc
    .record({
      n: size === undefined ? fc.integer({ min: 1, max: maximumSize }) : fc.constant(size),
      share: unit,
      top: unit,
      seed: fc.integer(),
    })
    .map(({ n, share, top, seed }) => {
      const drawn = n === 1 ? 1 : (condition ?? maximumCondition ** share)
      const largest = scale ** (2 * top - 1)
      const eigenvalues = Array.from(
        { length: n },
        (_, i) => (largest / drawn) * drawn ** (n === 1 ? 1 : i / (n - 1)),
      )
      return { matrix: spdFromEigenvalues(eigenvalues, seed), eigenvalues, condition: drawn }
    })
}
