import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Steps } from '../../../src/internal/minimize/protocol.ts'
import {
  type CgModel,
  type CgStep,
  truncatedCg,
} from '../../../src/internal/minimize/truncated-cg.ts'
import {
  apply,
  assertClose,
  dotOf,
  gramOf,
  matrices,
  normOf,
  numbers,
  type Rows,
  solveDense,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** Runs it with B as rows. */
function run(
  B: Rows,
  gradient: readonly number[],
  options: Partial<CgModel> = {},
): CgStep & { readonly products: number } {
  let products = 0
  const steps = truncatedCg({
    gradient: Float64Array.from(gradient),
    *product(d): Steps<Float64Array> {
      yield* []
      products++
      return Float64Array.from(apply(B, d))
    },
    tolerance: 1e-12 * normOf(gradient),
    maxProducts: 50,
    ...options,
  })
  return { ...(steps.next().value as unknown as CgStep), products }
}

const modelOf = (B: Rows, g: readonly number[], p: ArrayLike<number>): number =>
  dotOf(g, p) + dotOf(p, apply(B, p)) / 2

/** A symmetric matrix of any signs, and a gradient that is not 0. */
const models = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.record({
    B: matrices(n, n).map((M) => M.map((row, i) => row.map((a, j) => a + M[j][i]))),
    g: numbers(n).map((g) => g.map((value, i) => (i ? value : value + 2))),
    radius: fc.double({ min: 1e-3, max: 100, noNaN: true }),
  }),
)

describe('truncatedCg', () => {
  it('solves positive definite systems, in n products', () => {
    const definite = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.record({ M: matrices(n, n), g: numbers(n, 3) }))
    fc.assert(
      fc.property(definite, ({ M, g }) => {
        const B = gramOf(M, 0.5)
        const { step, end, products, change } = run(B, g, { tolerance: 1e-8 * normOf(g) })
        assert.equal(end, 'solved')
        assert.ok(products <= g.length + 2, `${products} products for ${g.length}`)
        assertClose(
          step,
          solveDense(B, g).map((value) => -value),
          1e-6,
        )
        assertClose([change], [modelOf(B, g, step)], 1e-9)
      }),
      { numRuns },
    )
  })

  it('stays in the region, and does at least as well as the Cauchy point', () => {
    fc.assert(
      fc.property(models, ({ B, g, radius }) => {
        const { step, change, end } = run(B, g, { radius })
        const length = normOf(step)
        assert.ok(length <= radius * (1 + 1e-12))
        if (end === 'boundary') assertClose([length], [radius], 1e-9)
        const curvature = dotOf(g, apply(B, g))
        const square = dotOf(g, g)
        const most = radius / normOf(g)
        const t = curvature > 0 ? Math.min(most, square / curvature) : most
        const cauchy = modelOf(
          B,
          g,
          g.map((value) => -t * value),
        )
        assert.ok(change <= cauchy * (1 - 1e-9), `${change}, the Cauchy point ${cauchy}`)
        assertClose([change], [modelOf(B, g, step)], 1e-7)
      }),
      { numRuns },
    )
  })

  it('without a region goes downhill, whatever the curvature', () => {
    fc.assert(
      fc.property(models, ({ B, g }) => {
        const { step, end } = run(B, g)
        assert.ok(dotOf(step, g) < 0)
        if (end === 'negative-curvature') assert.ok(step.every(Number.isFinite))
      }),
      { numRuns },
    )
  })

  it('goes along negative curvature for as long as its size says', () => {
    const { step, end } = run([[-4]], [2])
    assert.deepEqual([...step, end], [-0.5, 'negative-curvature'])
    assert.deepEqual([...run([[-4]], [2], { radius: 3 }).step], [-3])
    assert.deepEqual([...run([[1]], [1.01], { radius: 1 }).step], [-1])
    assert.deepEqual([...run([[0]], [2]).step], [-2])
  })

  it('solves singular systems that have a solution, and follows those that have none to the edge', () => {
    const singular = [
      [2, 0],
      [0, 0],
    ]
    assert.deepEqual([...run(singular, [2, 0]).step], [-1, 0])
    const { step, end } = run(singular, [2, 1], { radius: 10 })
    assert.equal(end, 'boundary')
    assertClose([normOf(step)], [10], 1e-12)
    assert.ok(step[1] < -9)
  })

  it('stops where r is small enough, and where products are spent', () => {
    const B = [
      [1, 0],
      [0, 100],
    ]
    const loose = run(B, [1, 1], { tolerance: 0.99 * Math.SQRT2 })
    assert.deepEqual([loose.end, loose.products], ['solved', 1])
    const spent = run(B, [1, 1], { maxProducts: 1 })
    assert.deepEqual([spent.end, spent.products], ['max-products', 1])
    assert.deepEqual(spent.step, loose.step)
  })

  it('goes by the gradient where a product is not finite, and keeps what it has', () => {
    const unknown = [[Number.NaN]]
    assert.deepEqual([...run(unknown, [2]).step], [-2])
    const { step, change, end } = run(unknown, [2], { radius: 3 })
    assert.deepEqual([...step, change, end], [-3, -6, 'not-finite'])
  })
})
