import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import { dense } from '@kq/nn/dense'
import type { Initialisation } from '@kq/nn/initial-weights'
import { rootContext } from '@kq/nn/layer'
import { createTape, type Variable } from '@kq/nn/tape'
import { toArray } from './laws/gradients.ts'

const apply = (layer: ReturnType<typeof dense>, weights: number[][], x: number[][]) => {
  const tape = createTape()
  const context = rootContext()
  const input = tape.variable(x)
  const output = layer.apply({ W: tape.variable(weights) }, input, context)
  return { tape, input, output, taps: context.taps }
}

describe('dense', () => {
  it('computes W h + b', () => {
    const { output } = apply(
      dense(2, 3),
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      [
        [1, 10],
        [0, 0],
      ],
    )
    assert.deepEqual(toArray(output.value), [
      [24, 60, 96],
      [3, 6, 9],
    ])
  })

  it('works with one input, one output and one sample', () => {
    const { tape, input, output } = apply(dense(1, 1), [[3, 4]], [[5]])
    assert.deepEqual(toArray(output.value), [[19]])
    assert.deepEqual(tape.gradients(output, [input]).map(toArray), [[[3]]])
  })

  it('declares its curvature: the input with its ones, and the pre-activation', () => {
    const { input, output, taps } = apply(dense(2, 1), [[1, 2, 3]], [[4, 5]])
    assert.equal(taps.length, 1)
    assert.equal(taps[0].parameter, 'W')
    assert.equal(taps[0].input, input)
    assert.equal(taps[0].preactivation, output)
    assert.deepEqual(toArray(taps[0].input.homogeneous), [[4, 5, 1]])
  })

  it('draws the same bits from the same seed, in either precision', () => {
    const draw = (dtype: 'float32' | 'float64', seed: number): number[] =>
      toArray(dense(5, 4).init(createRandom(seed), hostEngine({ dtype })).W).flat()
    assert.deepEqual(draw('float64', 1), draw('float64', 1))
    assert.deepEqual(draw('float32', 1), draw('float64', 1).map(Math.fround))
    assert.notDeepEqual(draw('float64', 1), draw('float64', 2))
  })

  it('passes its initialisation on', () => {
    const { W } = dense(3, 2, { init: 'he-normal' }).init(createRandom(1), hostEngine())
    assert.deepEqual(
      toArray(W).map((row) => row[3]),
      [0, 0],
    )
  })

  it('names itself and both shapes when the input does not fit', () => {
    assert.throws(
      () => apply(dense(2, 1), [[1, 2, 3]], [[1, 2, 3]]),
      /^ShapeError: dense 2→1: the input is 1×3, expected n×2.*dense\(3, 1\)/,
    )
  })

  it('names the parameter and both shapes when the weights do not fit, or lack', () => {
    assert.throws(
      () => apply(dense(2, 1), [[1, 2]], [[1, 2]]),
      /'W' is 1×2, expected \[W \| b\] of 1×3/,
    )
    const nothing: Record<string, Variable> = {}
    assert.throws(
      () => dense(2, 1).apply(nothing, createTape().variable([[1, 2]]), rootContext()),
      /the parameters have no 'W', 1×3/,
    )
  })

  it('refuses a batch without samples', () => {
    const tape = createTape()
    const engine = hostEngine()
    const x = tape.variable(engine.upload([], { rows: 0, columns: 2 }))
    const W = tape.variable(engine.upload([1, 2, 3], { rows: 1, columns: 3 }))
    assert.throws(
      () => dense(2, 1).apply({ W }, x, rootContext()),
      /0×2; a batch needs at least one/,
    )
  })

  it('refuses sizes and initialisations that make no sense', () => {
    assert.throws(() => dense(0, 1), /number of inputs is 0/)
    assert.throws(() => dense(1, 2.5), /number of outputs is 2.5/)
    assert.throws(() => dense(1, 1, { init: 'he' as Initialisation }), /init is 'he'.*he-normal/)
  })
})
