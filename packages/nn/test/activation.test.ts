import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { activation } from '@kq/nn/activation'
import { rootContext } from '@kq/nn/layer'
import { tanh } from '@kq/nn/tanh'
import { createTape } from '@kq/nn/tape'
import { countingEngine, shapesOf } from './laws/counting-engine.ts'
import { toArray } from './laws/gradients.ts'

describe('activation', () => {
  it('has no parameters', () => {
    assert.deepEqual(activation(tanh).init(createRandom(1), hostEngine()), {})
  })

  it('applies the function', () => {
    const x = createTape().variable([[0, 1]])
    const result = activation(tanh).apply({}, x, rootContext())
    assert.deepEqual(toArray(result.value), [[0, Math.tanh(1)]])
  })

  it('appends the ones at once where the next layer computes with them', () => {
    const { engine, calls } = countingEngine()
    const x = createTape().variable(engine.upload([1, 2], { rows: 1, columns: 2 }))
    const result = activation(tanh).apply({}, x, { ...rootContext(), appendOnes: true })
    assert.equal(toArray(result.homogeneous)[0][2], 1)
    assert.deepEqual(shapesOf(calls, 'map'), ['1×3'])
  })
})
