import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import type { Matrix } from '@kq/linalg/matrix'
import { scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import { evaluateModel } from '../src/evaluate-model.ts'
import { combine, meanRow, moment, times, transposed } from './oracles/arrays.ts'
import { pass } from './oracles/network.ts'
import { assertNear } from './support/assert-near.ts'
import { plainProblem } from './support/plain-run.ts'
import { normalRows, uniformRows } from './support/problems.ts'
import { upload } from './support/values.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const rowsOf = (a: Matrix): number[][] => (a as HostMatrix).toArray()

describe('evaluateModel', () => {
  it('gives loss, gradients and layer statistics as plain back-propagation does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([3, 2], [3, 4, 2], [2, 3, 1, 3], [1, 1]),
        fc.constantFrom('logistic' as const, 'half-mse' as const),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 5 }),
        (sizes, loss, seed, samples) => {
          const { network, initial, batches, problem } = plainProblem(sizes, {
            loss,
            seed,
            samples,
            batches: 1,
          })
          const { inputs, targets } = batches[0]
          const drawn = uniformRows(samples, sizes[sizes.length - 1], seed + 99)
          const expected = pass(network, initial, inputs as number[][], targets as number[][])
          const sampled = pass(network, initial, inputs as number[][], drawn)
          const engine = hostEngine({ poison: true })
          const evaluation = evaluateModel(
            { ...problem, sampleTargets: () => matrix(drawn, engine) },
            { inputs: matrix(inputs, engine), targets: matrix(targets, engine) },
          )(upload(problem.initial, engine))
          assertNear(rowsOf(evaluation.loss), [[expected.loss]], 1e-13, 'loss')
          evaluation.layers.forEach((layer, l) => {
            assert.equal(layer.parameter, `${2 * l}.W`)
            const close = (found: Matrix, value: number[][], what: string): void =>
              assertNear(rowsOf(found), value, 1e-11, `layer ${l} ${what}`)
            const running = normalRows(layer.meanInput.rows, 1, 5)
            const [A, G] = [moment(expected.h[l]), moment(sampled.g[l])]
            close(layer.meanInput, transposed([meanRow(expected.h[l])]), 'mean input')
            close(
              layer.meanPreactivation,
              transposed([meanRow(expected.a[l])]),
              'mean pre-activation',
            )
            close(layer.meanGradient, transposed([meanRow(expected.g[l])]), 'mean gradient')
            close(layer.inputMoment(), A, 'input moment')
            const old = combine(2, A, 0, A)
            close(
              layer.inputMoment(matrix(old, engine), 0.7),
              combine(0.7, old, 0.3, A),
              'blended input moment',
            )
            close(
              layer.inputMomentTimes(matrix(running, engine)),
              transposed([times(A, running.flat())]),
              'moment times',
            )
            close(layer.sampledGradientMoment(), G, 'sampled moment')
            const zero = combine(0, G, 0, G)
            close(
              layer.sampledGradientMoment(matrix(zero, engine), 0.9),
              combine(0, G, 0.1, G),
              'blended sampled moment',
            )
            assert.equal(rowsOf(layer.meanInput).at(-1)?.[0], 1, 'the mean of ones is 1')
          })
          const gradients = evaluation.gradients()
          expected.gradients.forEach((gradient, l) => {
            assertNear(rowsOf(gradients[`${2 * l}.W`]), gradient, 1e-11, `gradient ${l}`)
          })
        },
      ),
      { numRuns },
    )
  })

  it('computes what is asked for once, and no weight gradient for the sake of means', () => {
    const { problem, batches } = plainProblem([3, 4, 2], {
      loss: 'logistic',
      seed: 1,
      samples: 5,
      batches: 1,
    })
    const engine = hostEngine()
    const { inputs, targets } = batches[0]
    scope(() => {
      const made = (): number => engine.stats().liveMatrices
      const { layers, gradients } = evaluateModel(problem, {
        inputs: matrix(inputs, engine),
        targets: matrix(targets, engine),
      })(upload(problem.initial, engine))
      const shapes: string[] = []
      const { gemm } = engine
      Object.defineProperty(engine, 'gemm', {
        value: (...args: Parameters<typeof gemm>) => {
          const result = gemm.apply(engine, args)
          shapes.push(`${result.rows}×${result.columns}`)
          return result
        },
      })
      for (const layer of layers) assert.ok(layer.meanGradient && layer.meanPreactivation)
      assert.deepEqual(shapes, ['5×4'], 'one product: the cotangent of the hidden layer')
      const before = made()
      for (const layer of layers) assert.ok(layer.meanGradient && layer.meanPreactivation)
      assert.equal(made(), before)
      assert.equal(gradients(), gradients())
      assert.deepEqual(shapes.slice(1).sort(), ['2×5', '4×4'])
    })
  })
})
