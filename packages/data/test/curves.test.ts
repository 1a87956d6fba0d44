import assert from 'node:assert/strict'
import type { Samples } from '../src/dataset.ts'
import { makeCurves } from '../src/curves.ts'

const small = { seed: 1, trainRows: 2000, testRows: 1000 }

const statistics = (samples: Samples): { mean: number; inked: number } => {
  const pixels = Array.from(samples.data)
  return {
    mean: pixels.reduce((sum, x) => sum + x, 0) / pixels.length,
    inked: pixels.filter((x) => x > 0).length / pixels.length,
  }
}

describe('makeCurves', () => {
  it('has the measured statistics of the recipe, in both halves', () => {
    const { train, test } = makeCurves(small)
    for (const { inputs } of [train, test]) {
      const { mean, inked } = statistics(inputs)
      assert.ok(Math.abs(mean - 0.053) < 0.002, `mean ${mean}`)
      assert.ok(Math.abs(inked - 0.13) < 0.01, `inked ${inked}`)
    }
  })

  it('gives rows of 784 multiples of 1/255 in [0, 1], none fainter than 0.01', () => {
    const { inputs } = makeCurves({ seed: 2, trainRows: 200, testRows: 0 }).train
    assert.deepEqual([inputs.rows, inputs.columns, inputs.data.length], [200, 784, 200 * 784])
    const levels = new Set(Float32Array.from({ length: 256 }, (_, k) => k / 255))
    assert.ok(inputs.data.every((x) => levels.has(x)))
    assert.ok(inputs.data.every((x) => x === 0 || x >= Math.fround(3 / 255)))
  })

  it('gives the same images for the same seed and others for another', () => {
    const options = { trainRows: 20, testRows: 10 }
    assert.deepEqual(makeCurves({ ...options, seed: 3 }), makeCurves({ ...options, seed: 3 }))
    assert.notDeepEqual(makeCurves({ ...options, seed: 3 }), makeCurves({ ...options, seed: 4 }))
  })

  it('draws train and test from independent streams', () => {
    const some = makeCurves({ seed: 5, trainRows: 10, testRows: 10 })
    const more = makeCurves({ seed: 5, trainRows: 15, testRows: 10 })
    assert.deepEqual(more.test, some.test)
    assert.deepEqual(more.train.inputs.data.subarray(0, 7840), some.train.inputs.data)
    assert.notDeepEqual(some.train.inputs.data, some.test.inputs.data)
  })

  it('reports its progress', () => {
    const calls: number[][] = []
    makeCurves({ trainRows: 600, testRows: 450, onProgress: (...call) => calls.push(call) })
    assert.deepEqual(calls, [
      [500, 1050],
      [1000, 1050],
      [1050, 1050],
    ])
  })

  it('refuses a number of rows that is none', () => {
    for (const rows of [-1, 0.5, Number.NaN]) {
      assert.throws(() => makeCurves({ testRows: rows }), /RangeError: makeCurves: testRows is/)
    }
  })
})
