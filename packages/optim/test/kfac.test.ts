import assert from 'node:assert/strict'
import type { HostMatrix } from '@kq/linalg/host'
import { hostEngine } from '@kq/linalg/host'
import { matrix } from '@kq/linalg/as-matrix'
import fc from 'fast-check'
import { evaluateModel } from '../src/evaluate-model.ts'
import type { Evaluate } from '../src/evaluation.ts'
import { kfac, type KfacOptions } from '../src/kfac.ts'
import { replace, scope } from '@kq/linalg/scope'
import { kfacOracle, type SampledBatch } from './oracles/kfac.ts'
import { assertNear } from './support/assert-near.ts'
import { assertThrows } from './support/assert-throws.ts'
import { plainProblem } from './support/plain-run.ts'
import { uniformRows } from './support/problems.ts'
import { upload } from './support/values.ts'

const numRuns = Math.ceil(Number(process.env.FC_NUM_RUNS ?? 100) / 2)

const options = fc.record({
  learningRate: fc.double({ min: 0.01, max: 1, noNaN: true }),
  lambda: fc.double({ min: 0.01, max: 5, noNaN: true }),
  decay: fc.double({ min: 0, max: 0.95, noNaN: true }),
  inverseInterval: fc.integer({ min: 1, max: 4 }),
  momentum: fc.constantFrom(0, 0.9),
  l2: fc.constantFrom(0, 1e-5, 0.01),
})

describe('kfac', () => {
  it('follows the algorithm as written out in plain arrays', () => {
    fc.assert(
      fc.property(
        options,
        fc.record({
          sizes: fc.constantFrom([3, 2], [3, 4, 2], [1, 1]),
          loss: fc.constantFrom('logistic' as const, 'half-mse' as const),
          seed: fc.integer({ min: 0, max: 10_000 }),
          warm: fc.boolean(),
        }),
        (given, { sizes, loss, seed, warm }) => {
          const { network, initial, batches, problem } = plainProblem(sizes, {
            loss,
            seed,
            samples: 4,
            batches: 3,
          })
          const sampled = batches.map(
            ({ inputs, targets }, k): SampledBatch => ({
              x: inputs as number[][],
              t: targets as number[][],
              drawn: uniformRows(4, sizes[sizes.length - 1], seed + 60 + k),
            }),
          )
          const engine = hostEngine({ poison: true })
          const evaluate = ({ x, t, drawn }: SampledBatch): Evaluate =>
            evaluateModel(
              { ...problem, sampleTargets: () => matrix(drawn, engine) },
              { inputs: matrix(x, engine), targets: matrix(t, engine) },
            )
          const optimizer = kfac(given)
          const oracle = kfacOracle(network, initial, given, warm ? sampled : [])
          let parameters = upload(problem.initial, engine)
          let state = optimizer.init(parameters)
          for (const batch of warm ? sampled : []) {
            state = replace(
              state,
              scope(() => optimizer.warm(state, parameters, evaluate(batch))),
            )
          }
          for (let k = 0; k < 9; k++) {
            const batch = sampled[k % 3]
            oracle.step(batch)
            const result = scope(() => optimizer.step(state, parameters, evaluate(batch)))
            state = replace(state, result.state)
            parameters = replace(parameters, result.parameters)
            oracle.weights.forEach((w, l) => {
              assertNear(
                (parameters[`${2 * l}.W`] as HostMatrix).toArray(),
                w,
                1e-9,
                `step ${k} weights ${l}`,
              )
            })
          }
        },
      ),
      { numRuns },
    )
  })

  it('refuses options out of range, naming them', () => {
    const cases: readonly (readonly [keyof KfacOptions, readonly unknown[], string])[] = [
      ['learningRate', [0, -1, Number.NaN], 'above 0'],
      ['lambda', [0, -1, Number.NaN, Number.POSITIVE_INFINITY], 'above 0'],
      ['decay', [1, -0.1], 'at least 0 and below 1'],
      ['inverseInterval', [0, 2.5, -1, Number.NaN], 'a whole number of at least 1'],
      ['momentum', [1, -0.1], 'at least 0 and below 1'],
      ['l2', [-1], 'at least 0'],
    ]
    for (const [name, values, range] of cases) {
      for (const value of values) {
        assertThrows(() => kfac({ [name]: value }), 'RangeError', 'kfac', `${name} is`, range)
      }
    }
    assert.equal(kfac({ lambda: 3 }).options.lambda, 3)
  })

  it('says what is missing where the loss cannot be sampled', () => {
    const { problem, batches } = plainProblem([2, 2], {
      loss: 'half-mse',
      seed: 1,
      samples: 3,
      batches: 1,
    })
    const engine = hostEngine()
    const optimizer = kfac()
    const parameters = upload(problem.initial, engine)
    const { inputs, targets } = batches[0]
    const evaluate = evaluateModel(problem, {
      inputs: matrix(inputs, engine),
      targets: matrix(targets, engine),
    })
    assertThrows(
      () => optimizer.step(optimizer.init(parameters), parameters, evaluate),
      'TypeError',
      'samples targets',
      '`sample`',
    )
  })
})
