import fc from 'fast-check'
import { type Dense, dense, transposedDense } from '../../src/laws/dense.ts'
import { product } from '../../src/laws/oracle.ts'
import { createRandom, type Random } from '../../src/random.ts'

/** The condition number of the graded ones. */
const grade = 1e12

const share = (i: number, count: number): number => (count > 1 ? i / (count - 1) : 0)

const normals = (random: Random, m: number, n: number): Dense => {
  const values = Float64Array.from({ length: m * n }, () => random.normal())
  return dense(m, n, (i, j) => values[i * n + j])
}

/** An orthogonal matrix: a product of Householder reflections. */
function orthogonal(random: Random, n: number): Dense {
  let q = dense(n, n, (i, j) => Number(i === j))
  for (let step = 0; step < n; step++) {
    const v = Array.from({ length: n }, () => random.normal())
    const scale = 2 / v.reduce((sum, x) => sum + x * x, 0)
    q = product(
      q,
      dense(n, n, (i, j) => Number(i === j) - scale * v[i] * v[j]),
    ).value
  }
  return q
}

const scaled = (a: Dense, f: (i: number, j: number) => number): Dense =>
  dense(a.rows, a.columns, (i, j) => a.get(i, j) * f(i, j))

/** Q₁ D Q₂ with singular values from 1 down to 1/grade. */
const gradedValues = (random: Random, m: number, n: number): Dense => {
  const count = Math.min(m, n)
  const d = dense(m, n, (i, j) => (i === j ? grade ** -share(i, count) : 0))
  return product(product(orthogonal(random, m), d).value, orthogonal(random, n)).value
}

const general: Readonly<Record<string, (random: Random, m: number, n: number) => Dense>> = {
  ordinary: normals,
  'rank deficient': (random, m, n) => {
    const rank = Math.min(m, n) < 1 ? 0 : random.integer(Math.min(m, n))
    return product(normals(random, m, rank), normals(random, rank, n)).value
  },
  'graded values': gradedValues,
  'graded rows': (random, m, n) => scaled(normals(random, m, n), (i) => grade ** -share(i, m)),
  'graded columns': (random, m, n) =>
    scaled(normals(random, m, n), (_, j) => grade ** (share(j, n) - 1)),
  zero: (_, m, n) => dense(m, n, () => 0),
  ones: (_, m, n) => dense(m, n, () => 1),
  diagonal: (random, m, n) => {
    const d = Array.from({ length: m }, () => random.integer(5) - 2)
    return dense(m, n, (i, j) => (i === j ? d[i] : 0))
  },
  whole: (random, m, n) => {
    const values = Array.from({ length: m * n }, () => random.integer(7) - 3)
    return dense(m, n, (i, j) => values[i * n + j])
  },
  tiny: (random, m, n) => scaled(normals(random, m, n), () => 1e-200),
  huge: (random, m, n) => scaled(normals(random, m, n), () => 1e200),
  'tiniest with all digits': (random, m, n) => scaled(normals(random, m, n), () => 1e-290),
  'nearly too large': (random, m, n) => scaled(normals(random, m, n), () => 1e307),
  'far apart': (random, m, n) => {
    const powers = Array.from({ length: m * n }, () => 10 ** (random.integer(401) - 200))
    return scaled(normals(random, m, n), (i, j) => powers[i * n + j])
  },
}

/** A matrix with its kind, for messages. */
export interface HardMatrix {
  readonly kind: string
  readonly seed: number
  readonly a: Dense
}

const sizes = fc.nat(8)

/** Tall, wide, square and empty matrices of all kinds that make a decomposition fail. */
export const hardMatrices: fc.Arbitrary<HardMatrix> = fc
  .record({ kind: fc.constantFrom(...Object.keys(general)), m: sizes, n: sizes, seed: fc.nat() })
  .map(({ kind, m, n, seed }) => ({ kind, seed, a: general[kind](createRandom(seed), m, n) }))

/** Square ones. */
export const hardSquares: fc.Arbitrary<HardMatrix> = fc
  .record({ kind: fc.constantFrom(...Object.keys(general)), n: sizes, seed: fc.nat() })
  .map(({ kind, n, seed }) => ({ kind, seed, a: general[kind](createRandom(seed), n, n) }))

/** Symmetric ones: each square one's lower triangle mirrored, and Q D Qᵀ of chosen eigenvalues. */
export const hardSymmetric: fc.Arbitrary<HardMatrix> = fc.oneof(
  { weight: 3, arbitrary: hardSquares.map((hard) => ({ ...hard, a: mirrored(hard.a) })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ n: sizes, seed: fc.nat(), repeated: fc.boolean() })
      .map(({ n, seed, repeated }) => {
        const q = orthogonal(createRandom(seed), n)
        const value = (i: number): number =>
          repeated ? Math.floor(i / 3) - 1 : (i % 2 === 0 ? 1 : -1) * grade ** -share(i, n)
        const scaledQ = scaled(q, (_, j) => value(j))
        const a = mirrored(product(scaledQ, transposedDense(q)).value)
        return { kind: repeated ? 'repeated eigenvalues' : 'graded eigenvalues', seed, a }
      }),
  },
)

/** The symmetric matrix of a lower triangle. */
export const mirrored = (a: Dense): Dense =>
  dense(a.rows, a.columns, (i, j) => (i >= j ? a.get(i, j) : a.get(j, i)))
