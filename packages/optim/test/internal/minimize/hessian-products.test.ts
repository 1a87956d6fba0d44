import assert from 'node:assert/strict'
import { drive } from '../../../src/internal/minimize/drive.ts'
import { hessianProducts } from '../../../src/internal/minimize/hessian-products.ts'
import { createRun } from '../../../src/internal/minimize/run.ts'
import type { HessianOptions } from '../../../src/hessian-options.ts'
import type { MinimizeResult } from '../../../src/minimize-result.ts'
import type { Objective } from '../../../src/minimize-options.ts'
import { assertThrows } from '../../support/assert-throws.ts'
import { assertClose } from '../../support/dense.ts'

const value = ([a, b]: Float64Array): number => a ** 4 + 3 * a * b + b ** 2
const gradient = ([a, b]: Float64Array): number[] => [4 * a ** 3 + 3 * b, 3 * a + 2 * b]
const both: Objective = (x) => ({ value: value(x), gradient: gradient(x) })
const exact = ([a]: Float64Array, [u, v]: Float64Array): number[] => [
  12 * a * a * u + 3 * v,
  3 * u + 2 * v,
]
const x0 = [-1.5, 2]
const v = Float64Array.of(1e-3, 5e-3)
const expected = exact(Float64Array.from(x0), v)

/** ∇²f(x0) v, and the result of a run that asks for nothing else. */
function productOf(
  f: Objective,
  options: HessianOptions,
): { product: Float64Array; result: MinimizeResult } {
  let product: Float64Array = new Float64Array()
  const [steps, result] = createRun(
    function* once(run, given: HessianOptions) {
      product = yield* hessianProducts(run, given)(run.start, v)
      return 'stopped'
    },
    f,
    x0,
    options,
  )
  return { result: result(drive(steps)), product }
}

describe('hessianProducts', () => {
  it('calls what is given, and lets it do with x and v what it likes', () => {
    const { product, result } = productOf(both, {
      hessianProduct: (x, d) => {
        const answer = exact(x, d)
        x.fill(0)
        d.fill(0)
        return answer
      },
    })
    assert.deepEqual([...product], expected)
    const { nfev, ngev, nhev, warnings } = result
    assert.deepEqual([nfev, ngev, nhev, warnings], [1, 1, 1, []])
    assert.deepEqual([...v], [1e-3, 5e-3])
  })

  it('takes differences of gradients, counts and warns', () => {
    const { product, result } = productOf(both, {})
    assertClose(product, expected, 1e-6)
    const { nfev, ngev, nhev, warnings } = result
    assert.deepEqual([nfev, ngev, nhev, warnings.length], [2, 2, 1, 1])
    assert.match(warnings[0], /hessianProduct/)
    assert.deepEqual([...result.x], x0, 'a point beside is not the result')
  })

  it('takes gradients alone where they come apart from f', () => {
    const { product, result } = productOf(value, { gradient })
    assertClose(product, expected, 1e-6)
    assert.deepEqual([result.nfev, result.ngev, result.nhev], [1, 2, 1])
  })

  it('takes longer steps where the gradients are differences', () => {
    const { product, result } = productOf(value, {})
    assertClose(product, expected, 1e-4)
    assert.deepEqual([result.nfev, result.ngev, result.nhev], [10, 2, 1])
  })

  it('looks to the other side where f is not finite, and says NaN where it is on neither', () => {
    const wall =
      (side: number): Objective =>
      (x) =>
        side * (x[0] - x0[0]) > 0 ? Number.NaN : both(x)
    for (const side of [1, -1]) assertClose(productOf(wall(side), {}).product, expected, 1e-6)
    const alone: Objective = (x) => (x[0] === x0[0] ? both(x) : Number.NaN)
    assert.ok(productOf(alone, {}).product.every(Number.isNaN))
  })

  it('keeps to the budget', () => {
    const { result } = productOf(both, { maxEvaluations: 1 })
    assert.deepEqual([result.status, result.nfev], ['max-evaluations', 1])
  })

  it('refuses products of another length', () => {
    assertThrows(
      () => productOf(both, { hessianProduct: () => [1] }),
      'RangeError',
      'hessianProduct',
      'expected 2',
    )
  })
})
