import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import type { Evaluate, Matrices } from '../src/evaluation.ts'
import { identityPreconditioner } from '../src/first-order/identity.ts'
import {
  type CommonOptions,
  createOptimizer,
  type OptimizerSpecification,
  type StepResult,
} from '../src/optimizer.ts'
import type { Preconditioner } from '../src/preconditioner.ts'
import { assertThrows } from './support/assert-throws.ts'
import { layerPoint } from './support/layer-points.ts'
import { scripted } from './support/scripted.ts'

const engine = hostEngine({ poison: true })
const options: CommonOptions = { learningRate: 0.5, l2: 0, momentum: 0.9, dampening: 0.9 }

/** D = M, with a count of comparisons as its state. */
const comparing: Preconditioner = {
  init: () => ({ count: matrix([[0]], engine) }),
  direct: (state, momentum) => ({ direction: momentum, state }),
  compare: ({ count }) => ({
    state: { count: matrix([[(count as HostMatrix).get(0, 0) + 1]], engine) },
  }),
  size: ({ count }) => count,
}

const build = (
  specification: Partial<OptimizerSpecification<CommonOptions>> = {},
  changed: Partial<CommonOptions> = {},
) =>
  createOptimizer({
    name: 'test',
    options: { ...options, ...changed } as never,
    curved: comparing,
    plain: identityPreconditioner,
    ...specification,
  })

/** Evaluations of a layer `w` with a gradient and the losses of the first and the trial evaluation. */
function layered(gradient: number, loss: number, trial: number): Evaluate {
  let evaluations = 0
  return (parameters) => ({
    ...scripted(engine, { w: [[gradient]] }, evaluations++ === 0 ? loss : trial)(parameters),
    layers: [{ ...layerPoint(engine, [[1]]).layer, parameter: 'w' } as never],
  })
}

const start = (): Matrices => ({ w: matrix([[2]], engine) })

const figuresOf = ({ report: { names, values } }: StepResult): Record<string, number> =>
  Object.fromEntries(names.map((name, k) => [name, (values as HostMatrix).get(0, k)]))

const valueOf = (matrices: Matrices, name: string): number =>
  (matrices[name] as HostMatrix).get(0, 0)

describe('createOptimizer', () => {
  it('accepts a trial loss up to a tenth above the loss and the penalty, and no other', () => {
    const loss = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
    const l2 = fc.constantFrom(0, 1e-5, 0.1)
    fc.assert(
      fc.property(loss, l2, fc.constantFrom(-1, 1), (at, tau, sign) => {
        const optimizer = build({ onLossIncrease: 'reject' }, { l2: tau })
        const parameters = start()
        // θ = 2, so that (τ/2) Σ θ² = 2 τ.
        const limit = sign * at + 0.1 * (at + 2 * tau)
        const tiny = 1e-9 * (at + tau)
        for (const [trial, accepted] of [
          [limit - tiny, 1],
          [limit + tiny, at + tau === 0 ? 1 : 0],
          [limit + 1, 0],
          [Number.NaN, 0],
          [Number.POSITIVE_INFINITY, 0],
          [Number.NEGATIVE_INFINITY, 0],
        ] as const) {
          const result = scope(() =>
            optimizer.step(optimizer.init(parameters), parameters, layered(1, sign * at, trial)),
          )
          assert.equal(figuresOf(result).accepted, accepted, `trial ${trial}, limit ${limit}`)
          assert.equal(valueOf(result.parameters, 'w') === 2, accepted === 0)
          assert.equal(figuresOf(result).finite, 1)
          assert.equal(figuresOf(result).loss, sign * at)
        }
      }),
    )
  })

  it("accepts any trial loss with 'accept'", () => {
    const optimizer = build({ onLossIncrease: 'accept' })
    const parameters = start()
    for (const trial of [5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const result = scope(() =>
        optimizer.step(optimizer.init(parameters), parameters, layered(1, 1, trial)),
      )
      assert.equal(figuresOf(result).accepted, 1)
      assert.ok(Object.is(figuresOf(result).trialLoss, trial))
      assert.equal(valueOf(result.parameters, 'w'), 2 - 0.5 * 0.1)
    }
  })

  it('drops the momentum after a rejection and lets the curvature learn', () => {
    const optimizer = build({ onLossIncrease: 'reject' })
    const parameters = start()
    let state = optimizer.init(parameters)
    const step = (gradient: number, trial: number): void => {
      state = scope(() => optimizer.step(state, parameters, layered(gradient, 1, trial))).state
    }
    const weight = 1 - 0.9
    step(3, 1)
    const first = valueOf(state.matrices, 'w/momentum')
    assert.equal(first, weight * 3)
    step(5, 99)
    assert.equal(valueOf(state.matrices, 'w/curvature.count'), 2)
    step(7, 1)
    assert.equal(valueOf(state.matrices, 'w/momentum'), weight * 7)
    assert.equal(valueOf(state.matrices, 'w/curvature.count'), 3)
    step(11, 1)
    assert.equal(valueOf(state.matrices, 'w/momentum'), 0.9 * (weight * 7) + weight * 11)
    assert.equal(state.step, 4)
  })

  it('keeps the parameters and the state that it was given where a gradient is not finite', () => {
    const optimizer = build({ onLossIncrease: 'reject' })
    const parameters = start()
    const { state } = scope(() =>
      optimizer.step(optimizer.init(parameters), parameters, layered(3, 1, 1)),
    )
    const before = Object.fromEntries(
      Object.keys(state.matrices).map((name) => [name, valueOf(state.matrices, name)]),
    )
    for (const gradient of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const result = scope(() => optimizer.step(state, parameters, layered(gradient, 1, 1)))
      assert.equal(figuresOf(result).finite, 0)
      assert.equal(figuresOf(result)['w/finite'], 0)
      for (const [name, value] of Object.entries(before)) {
        assert.equal(valueOf(state.matrices, name), value, name)
      }
      assert.equal(valueOf(result.parameters, 'w'), 2)
    }
  })

  it('evaluates once where nothing compares, and reports no trial loss', () => {
    const optimizer = build({ onLossIncrease: 'reject' })
    const parameters = start()
    let evaluations = 0
    const evaluate: Evaluate = (at) => {
      evaluations++
      return scripted(engine, { w: [[1]] })(at)
    }
    const result = scope(() => optimizer.step(optimizer.init(parameters), parameters, evaluate))
    assert.equal(evaluations, 1)
    assert.deepEqual(Object.keys(figuresOf(result)), ['loss', 'finite', 'accepted', 'w/finite'])
  })

  it('keeps the curvature of layers alone, and gives its size', () => {
    const optimizer = build()
    const parameters = { w: matrix([[2]], engine), other: matrix([[3]], engine) }
    const evaluate: Evaluate = (at) => ({
      ...layered(1, 1, 1)(at),
      gradients: () => ({ w: matrix([[1]], engine), other: matrix([[1]], engine) }),
    })
    const { state } = scope(() => optimizer.step(optimizer.init(parameters), parameters, evaluate))
    assert.deepEqual(Object.keys(state.matrices).sort(), [
      'carry',
      'other/momentum',
      'w/curvature.count',
      'w/momentum',
    ])
    const sizes = optimizer.curvatureSizes(state)
    assert.deepEqual(Object.keys(sizes), ['w'])
    assert.equal(valueOf(sizes, 'w'), 1)
    assert.deepEqual(build({ curved: identityPreconditioner }).curvatureSizes(state), {})
  })

  it('shows the direction to who observes', () => {
    const optimizer = build()
    const parameters = start()
    const seen: [string, string, number][] = []
    scope(() =>
      optimizer.step(optimizer.init(parameters), parameters, layered(4, 1, 1), {
        observe: (parameter, name, value) =>
          seen.push([parameter, name, (value as HostMatrix).get(0, 0)]),
      }),
    )
    assert.deepEqual(seen, [['w', 'direction', (1 - 0.9) * 4]])
  })

  it('names the parameter that an evaluation has no gradient for', () => {
    const optimizer = build()
    const parameters = start()
    assertThrows(
      () => optimizer.step(optimizer.init(parameters), parameters, scripted(engine, { v: [[1]] })),
      'TypeError',
      'the parameter w',
      'it has v',
    )
  })
})
