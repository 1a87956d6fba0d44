import assert from 'node:assert/strict'
import { add } from '@kq/nn/add'
import { neg } from '@kq/nn/neg'
import { sub } from '@kq/nn/sub'
import { createTape } from '@kq/nn/tape'
import { binaryLaws } from './laws/binary.ts'
import { countingEngine, shapesOf } from './laws/counting-engine.ts'
import { toArray } from './laws/gradients.ts'

describe('add', () => {
  binaryLaws(add, { numbers: (a, b) => a + b, composed: (a, b) => sub(a, neg(b)) })

  it('copies no cotangent where nothing was repeated', () => {
    const { engine, calls } = countingEngine()
    const tape = createTape(engine)
    const [x, y, z] = [[[1]], [[2]], [[3]]].map((value) => tape.variable(value))
    const of = add(add(x, y), z)
    calls.length = 0
    assert.deepEqual(tape.gradients(of, [x, y, z]).map(toArray), [[[1]], [[1]], [[1]]])
    assert.deepEqual(shapesOf(calls, 'map'), ['1×1'])
  })
})
