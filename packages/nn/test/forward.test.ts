import assert from 'node:assert/strict'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { createRandom } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
import { scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import { forward, predict } from '@kq/nn/forward'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import type { Layer } from '@kq/nn/layer'
import { add } from '@kq/nn/add'
import { sigmoidCrossEntropy } from '@kq/nn/sigmoid-cross-entropy'
import { matrixOf } from './arbitraries/matrices.ts'
import { countingEngine, shapesOf } from './laws/counting-engine.ts'
import { assertGradient, toArray } from './laws/gradients.ts'

const x = [
  [1, -2, 0.5],
  [0.25, 3, -1],
]
const targets = [
  [1, 0],
  [0, 1],
]
const network = mlp([3, 4, 1, 2], { activation: 'tanh' })

describe('forward', () => {
  it('has the gradients of central differences in all parameters and the input', () => {
    const inputs = fc.tuple(matrixOf(4, 4), matrixOf(1, 5), matrixOf(2, 2), matrixOf(3, 3))
    fc.assert(
      fc.property(inputs, (given) =>
        assertGradient((first, second, third, batch) => {
          const parameters = { '0.W': first, '2.W': second, '4.W': third }
          const context = { path: '', appendOnes: false, taps: [] }
          return sigmoidCrossEntropy(network.apply(parameters, batch, context), [
            ...targets,
            [0.5, 0.5],
          ])
        }, given),
      ),
    )
  })

  it('puts a plain batch on the engine of the parameters', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const { output } = forward(network, network.init(createRandom(1), engine), x)
    assert.equal(output.value.engine, engine)
  })

  it('takes a batch that comes with its ones', () => {
    const parameters = network.init(createRandom(1), hostEngine())
    const withOnes = x.map((row) => [...row, 1])
    assert.deepEqual(
      toArray(forward(network, parameters, withOnes, { homogeneous: true }).output.value),
      toArray(forward(network, parameters, x).output.value),
    )
  })

  it('computes one product a layer forward, and backward only what is asked for', () => {
    const { engine, calls } = countingEngine()
    const parameters = network.init(createRandom(1), engine)
    const gemms = (body: () => unknown): string[] => {
      calls.length = 0
      body()
      return shapesOf(calls, 'gemm')
    }

    let result = forward(network, parameters, x)
    assert.deepEqual(
      gemms(() => (result = forward(network, parameters, x))),
      ['2×4', '2×1', '2×2'],
    )
    const { tape, taps, variables, output } = result
    const loss = logisticLoss.apply(output, targets)

    // Pre-activations: no gradient of a weight (2×3, 1×5, 4×4), none of the input (2×3).
    const preactivations = taps.map(({ preactivation }) => preactivation)
    assert.deepEqual(
      gemms(() => tape.gradients(loss, preactivations)),
      ['2×1', '2×4'],
    )
    // Weights afterwards: nothing else.
    const weights = Object.values(variables)
    assert.deepEqual(gemms(() => tape.gradients(loss, weights)).toSorted(), ['1×5', '2×2', '4×4'])
    // All over again: nothing.
    assert.deepEqual(
      gemms(() => tape.gradients(loss, [...weights, ...preactivations])),
      [],
    )
    assert.deepEqual(
      gemms(() => tape.gradients(loss, [taps[0].input])),
      ['2×3'],
    )

    // A second loss on the same forward pass, the weights of the last layer alone.
    const sampled = logisticLoss.apply(output, logisticLoss.sample(output.value, createRandom(1)))
    assert.deepEqual(
      gemms(() => tape.gradients(sampled, [variables['4.W']])),
      ['2×2'],
    )
  })

  it('never looks at a value: an engine that shows none gives the same gradients', async () => {
    const gradientsOn = (engine: Engine): Promise<number[][]> => {
      const { tape, variables, output } = forward(network, network.init(createRandom(1), engine), x)
      const drawn = logisticLoss.sample(output.value, createRandom(2))
      const loss = logisticLoss.apply(output, drawn)
      const found = [
        ...tape.gradients(loss, Object.values(variables)),
        logisticLoss.error(output.value, drawn),
      ]
      return Promise.all(found.map(async (g) => Array.from(await read(g))))
    }
    assert.deepEqual(await gradientsOn(opaqueEngine()), await gradientsOn(hostEngine()))
  })

  it('leaves nothing behind but what is returned from a scope', () => {
    const engine = hostEngine({ poison: true })
    const parameters = network.init(createRandom(1), engine)
    const before = engine.stats().liveMatrices
    const gradients = scope(() => {
      const { tape, variables, output } = forward(network, parameters, x)
      return tape.gradients(logisticLoss.apply(output, targets), Object.values(variables))
    })
    assert.equal(engine.stats().liveMatrices, before + 3)
    assert.ok(gradients.flatMap((g) => toArray(g).flat()).every(Number.isFinite))
  })
})

describe('predict', () => {
  it('is the output of forward, with the rest freed', () => {
    const engine = hostEngine({ poison: true })
    const parameters = network.init(createRandom(1), engine)
    const before = engine.stats().liveMatrices
    const output = predict(network, parameters, x)
    assert.equal(engine.stats().liveMatrices, before + 1)
    assert.deepEqual(toArray(output), toArray(forward(network, parameters, x).output.value))
  })

  it('returns the right output where the last layer has ones appended', () => {
    const wanting: Layer = {
      name: 'sum with itself',
      homogeneousInput: true,
      init: () => ({}),
      apply: (_parameters, h) => add(h, h),
    }
    assert.deepEqual(toArray(predict(wanting, {}, [[1, 2]])), [[2, 4]])
  })
})
