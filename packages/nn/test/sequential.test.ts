import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { activation } from '@kq/nn/activation'
import { dense } from '@kq/nn/dense'
import { forward } from '@kq/nn/forward'
import type { Layer } from '@kq/nn/layer'
import { relu } from '@kq/nn/relu'
import { sequential } from '@kq/nn/sequential'
import { sum } from '@kq/nn/sum'
import { tanh } from '@kq/nn/tanh'
import { countingEngine, shapesOf } from './laws/counting-engine.ts'
import { toArray } from './laws/gradients.ts'

const init = (network: Layer, engine = hostEngine()) => network.init(createRandom(1), engine)

describe('sequential', () => {
  it('names parameters by place, nested ones by places', () => {
    const inner = sequential(dense(3, 4), activation(tanh))
    const network = sequential(dense(2, 3), inner, activation(relu), dense(4, 1))
    assert.deepEqual(Object.keys(init(network)), ['0.W', '1.0.W', '3.W'])
    const { taps } = forward(network, init(network), [[1, 2]])
    assert.deepEqual(
      taps.map(({ parameter }) => parameter),
      ['0.W', '1.0.W', '3.W'],
    )
  })

  it('shows its parts', () => {
    const layers = [dense(2, 3), activation(relu)]
    assert.deepEqual(sequential(...layers).parts, layers)
  })

  it('tells places that begin with the same digit apart', () => {
    const network = sequential(...Array.from({ length: 12 }, (_, i) => dense(i + 1, i + 2)))
    const { output } = forward(network, init(network), [[1]])
    assert.equal(output.columns, 13)
  })

  it('draws the parameters in order', () => {
    const random = createRandom(1)
    const engine = hostEngine()
    const [first, second] = [dense(2, 3), dense(3, 1)]
    const expected = [first, second].map((layer) => toArray(layer.init(random, engine).W))
    assert.deepEqual(Object.values(init(sequential(first, second))).map(toArray), expected)
  })

  it('applies its layers in order', () => {
    const parameters = init(sequential(dense(1, 1)))
    const engine = parameters['0.W'].engine
    const weights = (...values: number[]) => engine.upload(values, { rows: 1, columns: 2 })
    const network = sequential(dense(1, 1), activation(relu), dense(1, 1))
    const { output } = forward(network, { '0.W': weights(2, 1), '2.W': weights(10, 5) }, [
      [3],
      [-3],
    ])
    assert.deepEqual(toArray(output.value), [[75], [5]])
  })

  it('fuses the ones into the activation, across the border of a nested sequence', () => {
    const networks = [
      sequential(dense(2, 3), activation(tanh), dense(3, 1)),
      sequential(sequential(dense(2, 3), activation(tanh)), sequential(dense(3, 1))),
    ]
    for (const network of networks) {
      const { engine, calls } = countingEngine()
      const parameters = init(network, engine)
      forward(network, parameters, [
        [1, 2],
        [3, 4],
      ])
      // The ones of the input, then the activation with its own.
      assert.deepEqual(shapesOf(calls, 'map'), ['2×3', '2×4'])
    }
  })

  it('appends no ones to the output', () => {
    const { engine, calls } = countingEngine()
    const network = sequential(dense(2, 3), activation(tanh))
    const { output } = forward(network, init(network, engine), [[1, 2]])
    sum(output)
    assert.deepEqual(shapesOf(calls, 'map'), ['1×3', '1×3'])
    assert.deepEqual(shapesOf(calls, 'slice'), [])
  })

  it('refuses layers whose sizes do not meet, naming both', () => {
    assert.throws(
      () => sequential(dense(2, 3), activation(relu), dense(4, 1)),
      (error) =>
        error instanceof ShapeError &&
        /layer 2 \(dense 4→1\) takes 4 columns, but layer 0 \(dense 2→3\) makes 3/.test(
          error.message,
        ),
    )
    assert.throws(() => sequential(sequential(dense(2, 3)), sequential(dense(2, 3))), ShapeError)
  })

  it('knows its own sizes', () => {
    const network = sequential(activation(relu), dense(2, 3), activation(relu))
    assert.deepEqual([network.inputs, network.outputs], [2, 3])
    assert.deepEqual('inputs' in sequential(activation(relu)), false)
  })

  it('names the layer in the errors of a layer inside', () => {
    const network = sequential(dense(2, 3), sequential(dense(3, 1)))
    const parameters = init(network)
    assert.throws(
      () => forward(network, parameters, [[1]]),
      /layer 0 \(dense 2→3\): the input is 1×1, expected n×2/,
    )
    assert.throws(
      () => forward(network, { '0.W': parameters['0.W'] }, [[1, 2]]),
      /layer 1\.0 \(dense 3→1\): the parameters have no '1\.0\.W'/,
    )
  })

  it('of no layers is the identity', () => {
    assert.deepEqual(toArray(forward(sequential(), {}, [[1, 2]]).output.value), [[1, 2]])
  })
})
