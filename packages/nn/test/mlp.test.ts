import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { forward } from '@kq/nn/forward'
import { type ActivationName, mlp } from '@kq/nn/mlp'
import { softplus } from '@kq/nn/softplus'
import { toArray } from './laws/gradients.ts'

const engine = hostEngine()
const functions: Record<ActivationName, (a: number) => number> = {
  linear: (a) => a,
  relu: (a) => Math.max(a, 0),
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  softplus: (a) => Math.log1p(Math.exp(a)),
  tanh: Math.tanh,
}

/** The network by loops. */
const byHand = (x: number[][], weights: number[][][], names: ActivationName[]): number[][] =>
  weights.reduce(
    (h, W, layer) =>
      h.map((row) =>
        W.map((w) =>
          functions[names[layer]]([...row, 1].reduce((sum, value, i) => sum + value * w[i], 0)),
        ),
      ),
    x,
  )

describe('mlp', () => {
  it('computes what loops do, with an activation for each layer', () => {
    const names: ActivationName[] = ['relu', 'tanh', 'linear', 'sigmoid', 'softplus']
    const network = mlp([3, 5, 1, 4, 2, 3], { activation: names })
    const parameters = network.init(createRandom(2), engine)
    const x = [
      [1, -2, 3],
      [0, 0.5, 0],
      [-1, -1, 4],
    ]
    const { output } = forward(network, parameters, x)
    const expected = byHand(x, Object.values(parameters).map(toArray), names).flat()
    toArray(output.value)
      .flat()
      .forEach((value, i) => {
        assert.ok(Math.abs(value - expected[i]) < 1e-14)
      })
  })

  it('names the parameters 0.W, 2.W, 4.W, of [W | b]', () => {
    const parameters = mlp([4, 3, 2, 4], { activation: 'relu' }).init(createRandom(1), engine)
    const shapes = Object.entries(parameters).map(([n, W]) => `${n} ${W.rows}×${W.columns}`)
    assert.deepEqual(shapes, ['0.W 3×5', '2.W 2×4', '4.W 4×3'])
  })

  it('is linear at the end where one activation is given', () => {
    const network = mlp([1, 1, 1], { activation: 'relu' })
    const upload = (...values: number[]) => engine.upload(values, { rows: 1, columns: 2 })
    const { output } = forward(network, { '0.W': upload(1, 0), '2.W': upload(-1, 0) }, [[2]])
    assert.deepEqual(toArray(output.value), [[-2]])
  })

  it('takes functions for activations', () => {
    const network = mlp([1, 1], { activation: [softplus] })
    const W = engine.upload([0, 0], { rows: 1, columns: 2 })
    assert.deepEqual(toArray(forward(network, { '0.W': W }, [[2]]).output.value), [[Math.LN2]])
  })

  it('passes the initialisation on', () => {
    const { '0.W': W } = mlp([3, 2], { activation: 'relu', init: 'he-uniform' }).init(
      createRandom(1),
      engine,
    )
    assert.deepEqual(
      toArray(W).map((row) => row[3]),
      [0, 0],
    )
  })

  it('refuses too few sizes, too many activations, and names that there are not', () => {
    assert.throws(() => mlp([3], { activation: 'relu' }), /sizes are \[3\]; expected at least two/)
    assert.throws(
      () => mlp([3, 2], { activation: ['relu', 'linear'] }),
      /2 activations for 1 dense layers \(sizes 3-2\)/,
    )
    assert.throws(
      () => mlp([3, 2, 1], { activation: 'gelu' as ActivationName }),
      /'gelu'; expected one of linear, relu/,
    )
  })
})
