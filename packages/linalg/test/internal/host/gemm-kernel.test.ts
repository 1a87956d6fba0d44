import assert from 'node:assert/strict'
import fc from 'fast-check'
import { epsilon } from '../../../src/dtype.ts'
import { gemm, multiply } from '../../../src/internal/host/gemm-kernel.ts'
import { block, transposed } from '../../../src/internal/host/strided.ts'
import {
  assertBits,
  assertSurroundingsKept,
  assertSymmetric,
  assertWithin,
  at,
  contiguous,
  lay,
  layouts,
  memory,
  noise,
  numRuns,
  type Values,
} from './layouts.ts'
import { magnitude, orderedProduct, plainProduct } from './product.ts'

const sizes = fc.oneof({ weight: 4, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.nat(40) })
const factors = fc.oneof(
  fc.constantFrom(0, 1, -1),
  fc.integer({ min: -30, max: 30 }).map((x) => x / 7),
)

/** Everything a product depends on. */
const cases = fc.record({
  m: sizes,
  k: sizes,
  n: sizes,
  alpha: factors,
  beta: factors,
  withC: fc.boolean(),
  layoutA: layouts,
  layoutB: layouts,
  layoutC: layouts,
  layoutOut: layouts,
  seed: fc.nat(),
})

type Sizes = readonly [m: number, k: number, n: number]

const beyondTheBlocks: readonly Sizes[] = [
  [70, 300, 530],
  [530, 300, 70],
  [259, 520, 388],
  [3, 770, 3],
  [1, 700, 500],
  [500, 700, 1],
  [2, 513, 400],
  [400, 1, 390],
  [1, 1000, 1],
]

describe('gemm', () => {
  it('is α A B + β C for all sizes, layouts, types and factors, and touches nothing else', () => {
    fc.assert(
      fc.property(cases, ({ m, k, n, alpha, beta, withC, seed, ...of }) => {
        const a = lay(of.layoutA, m, k, noise(m, k, seed))
        const b = lay(of.layoutB, k, n, noise(k, n, seed + 1))
        const c = withC ? lay(of.layoutC, m, n, noise(m, n, seed + 2)) : undefined
        const out = lay(of.layoutOut, m, n, () => 7)
        const before = [memory(a), memory(b), c && memory(c)]
        gemm(alpha, a, b, beta, c, out)

        const added: Values = (i, j) => (c ? beta * at(c, i, j) : 0)
        const product = plainProduct(a, b)
        const size = magnitude(a, b)
        const rounding = epsilon[of.layoutOut.dtype]
        assertWithin(
          out,
          (i, j) => alpha * product(i, j) + added(i, j),
          (i, j) =>
            ((k + 2) * epsilon.float64 + rounding) *
            (Math.abs(alpha) * size(i, j) + Math.abs(added(i, j))),
        )
        assertSurroundingsKept(out)
        assert.deepEqual([memory(a), memory(b), c && memory(c)], before)
      }),
      { numRuns },
    )
  })

  for (const [m, k, n] of beyondTheBlocks) {
    it(`sums in the documented order, ${m}×${k}×${n}`, () => {
      for (const dtype of ['float64', 'float32'] as const) {
        for (const columnMajor of [false, true]) {
          const layout = { ...contiguous, dtype, columnMajor }
          const a = lay(layout, m, k, noise(m, k, 1))
          const b = lay(layout, k, n, noise(k, n, 2))
          const c = lay(layout, m, n, noise(m, n, 3))
          const out = lay({ ...contiguous, dtype }, m, n, () => 7)
          gemm(0.7, a, b, -0.3, c, out)
          const product = orderedProduct(a, b)
          assertBits(out, (i, j) => 0.7 * product(i, j) + -0.3 * at(c, i, j))
        }
      }
    })
  }

  it('gives a slice of the product as the product of the slice, to the last bit', () => {
    const slices = fc.record({
      m: fc.integer({ min: 1, max: 300 }),
      i: fc.nat(299),
      seed: fc.nat(),
    })
    const whole = { m: 300, k: 600, n: 9 }
    const a = lay(contiguous, whole.m, whole.k, noise(whole.m, whole.k, 4))
    const b = lay(contiguous, whole.k, whole.n, noise(whole.k, whole.n, 5))
    const product = lay(contiguous, whole.m, whole.n, () => 7)
    gemm(1, a, b, 0, undefined, product)
    fc.assert(
      fc.property(slices, fc.nat(8), ({ m, i }, j) => {
        const rows = Math.min(m, whole.m - i)
        const columns = whole.n - j
        const out = lay(contiguous, rows, columns, () => 7)
        gemm(1, block(a, i, 0, rows, whole.k), block(b, 0, j, whole.k, columns), 0, undefined, out)
        assertBits(out, (row, column) => at(product, i + row, j + column))
      }),
      { numRuns: Math.min(numRuns, 100) },
    )
  })

  it('makes XᵀX symmetric to the last bit', () => {
    for (const [k, n] of [
      [300, 390],
      [7, 2],
      [1, 5],
      [30, 31],
    ]) {
      const x = lay(contiguous, k, n, noise(k, n, 6))
      const out = lay(contiguous, n, n, () => 7)
      gemm(1, transposed(x), x, 0, undefined, out)
      assertSymmetric(out)
    }
  })

  it('propagates NaN and infinities, through products with zero too', () => {
    const odd = fc.constantFrom(Number.NaN, Infinity, -Infinity, 0)
    fc.assert(
      fc.property(cases, odd, fc.nat(), ({ m, k, n, seed, ...of }, value, where) => {
        const values = noise(m, k, seed)
        const spoilt = where % Math.max(1, m * k)
        const a = lay(of.layoutA, m, k, (i, j) => (i * k + j === spoilt ? value : values(i, j)))
        const b = lay(of.layoutB, k, n, (i, j) => ((i + j) % 3 === 0 ? 0 : 1))
        const out = lay(of.layoutOut, m, n, () => 7)
        gemm(1, a, b, 0, undefined, out)
        assertBits(out, orderedProduct(a, b))
      }),
      { numRuns },
    )
  })

  it('does not read A and B with α = 0, nor C with β = 0', () => {
    fc.assert(
      fc.property(cases, ({ m, k, n, alpha, beta, seed, ...of }) => {
        const unread: Values = () => Number.NaN
        const c = lay(of.layoutC, m, n, noise(m, n, seed))
        const out = lay(of.layoutOut, m, n, () => 7)
        gemm(0, lay(of.layoutA, m, k, unread), lay(of.layoutB, k, n, unread), beta, c, out)
        assertWithin(
          out,
          (i, j) => beta * at(c, i, j),
          (i, j) => epsilon.float32 * Math.abs(beta * at(c, i, j)),
        )

        const a = lay(of.layoutA, m, k, noise(m, k, seed))
        const b = lay(of.layoutB, k, n, noise(k, n, seed))
        gemm(alpha, a, b, 0, lay(of.layoutC, m, n, unread), out)
        const product = orderedProduct(a, b)
        assertWithin(
          out,
          (i, j) => alpha * product(i, j),
          (i, j) => epsilon.float32 * Math.abs(alpha * product(i, j)),
        )
      }),
      { numRuns },
    )
  })

  it('takes `out` itself as C', () => {
    for (const [m, k, n] of [
      [300, 4, 400],
      [1, 4, 5],
      [5, 1, 5],
      [3, 0, 2],
    ]) {
      const a = lay(contiguous, m, k, noise(m, k, 7))
      const b = lay(contiguous, k, n, noise(k, n, 8))
      const c = lay(contiguous, m, n, noise(m, n, 9))
      const before = lay(contiguous, m, n, (i, j) => at(c, i, j))
      gemm(2, a, b, 3, c, c)
      const product = orderedProduct(a, b)
      assertBits(c, (i, j) => 2 * product(i, j) + 3 * at(before, i, j))
    }
  })

  it('repeats a row or a column whose stride is zero', () => {
    const a = { ...lay(contiguous, 1, 6, noise(1, 6, 10)), rows: 5, rowStride: 0 }
    const b = { ...lay(contiguous, 6, 1, noise(6, 1, 11)), columns: 7, columnStride: 0 }
    const out = lay(contiguous, 5, 7, () => 7)
    gemm(1, a, b, 0, undefined, out)
    assertBits(out, orderedProduct(a, b))
  })

  it('forgets earlier calls', () => {
    const product = ([m, k, n]: Sizes): number[] => {
      const out = lay(contiguous, m, n, () => 7)
      gemm(
        1,
        lay(contiguous, m, k, noise(m, k, 12)),
        lay(contiguous, k, n, noise(k, n, 13)),
        0,
        undefined,
        out,
      )
      return [...out.data]
    }
    const some: readonly Sizes[] = [
      [20, 10, 20],
      [1, 30, 9],
      [9, 30, 1],
      [5, 5, 5],
      [6, 0, 6],
    ]
    const first = some.map(product)
    product([300, 300, 400])
    assert.deepEqual(some.toReversed().map(product), first.toReversed())
  })
})

describe('multiply', () => {
  it('with `upperOnly` neither reads C nor writes below the diagonal', () => {
    for (const [n, k] of [
      [1, 3],
      [2, 600],
      [5, 1],
      [5, 0],
      [40, 40],
      [300, 3],
      [800, 2],
    ]) {
      const a = lay(contiguous, n, k, noise(n, k, 14))
      const b = lay(contiguous, k, n, noise(k, n, 15))
      const c = lay(contiguous, n, n, (i, j) => (j < i ? Number.NaN : i - j))
      const out = lay(contiguous, n, n, () => 7)
      multiply(0.5, a, b, 2, c, out, true)
      const product = orderedProduct(a, b)
      assertBits(out, (i, j) => (j < i ? 7 : 0.5 * product(i, j) + 2 * (i - j)))
    }
  })
})
