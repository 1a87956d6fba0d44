import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import type { Evaluate } from '../../src/evaluation.ts'
import type { Optimizer, OptimizerState } from '../../src/optimizer.ts'

type Rows = readonly (readonly number[])[]

/** An evaluation that gives these gradients, whatever the parameters: no layers, no network. */
export const scripted =
  (engine: Engine, gradients: Readonly<Record<string, Rows>>, loss = 1): Evaluate =>
  () => ({
    loss: matrix([[loss]], engine),
    gradients: () =>
      Object.fromEntries(
        Object.entries(gradients).map(([name, rows]) => [name, matrix(rows, engine)]),
      ),
    layers: [],
  })

/** Gradients of one weight in turn: of any sign and size, often zero. */
export const gradientSequence: fc.Arbitrary<number[]> = fc.array(
  fc.oneof(
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.constant(0),
    fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
  ),
  { minLength: 1, maxLength: 12 },
)

/**
 * Throws unless `optimizer` moves a weight as θ ← θ − α D says.
 *
 * @param gradients - of the loss, in turn
 * @param direction - D from all penalized gradients so far and θ
 * @param warm - gradients of the warm start
 */
export function assertFollows(
  optimizer: Optimizer,
  gradients: readonly number[],
  direction: (g: readonly number[], theta: number) => number,
  warm: readonly number[] = [],
): void {
  const engine = hostEngine({ poison: true })
  const { learningRate, l2 } = optimizer.options as { learningRate: number; l2: number }
  let theta = 0.75
  let parameters: Readonly<Record<string, HostMatrix>> = { w: matrix([[theta]], engine) }
  let state: OptimizerState = optimizer.init(parameters)
  const penalized: number[] = []
  for (const g of warm) {
    state = scope(() => optimizer.warm(state, parameters, scripted(engine, { w: [[g]] })))
  }
  gradients.forEach((g, k) => {
    penalized.push(g + l2 * theta)
    theta -= learningRate * direction(penalized, theta)
    const result = scope(() => optimizer.step(state, parameters, scripted(engine, { w: [[g]] })))
    state = result.state
    parameters = result.parameters as typeof parameters
    const found = parameters.w.get(0, 0)
    const error = Math.abs(found - theta)
    assert.ok(
      error <= 1e-11 * Math.max(1, Math.abs(theta)),
      `step ${k}: ${found}, expected ${theta}`,
    )
  })
}
