import assert from 'node:assert/strict'
import { distance, parseReply, sampleOf } from '../../contest/protocol.ts'

const values = Float64Array.from({ length: 1000 }, (_, i) => (i % 7) - 3)

describe('samples', () => {
  it('of equal results are equal, and few', () => {
    const sample = sampleOf(values)
    assert.equal(sample.length, 1000)
    assert.ok(sample.some.length < 200)
    assert.equal(distance(sample, sampleOf(Float32Array.from(values))), 0)
  })

  it('tell another size, zeros, a transposed result and a scaled one apart', () => {
    const sample = sampleOf(values)
    assert.equal(distance(sample, sampleOf(values.subarray(1))), Number.POSITIVE_INFINITY)
    assert.ok(distance(sample, sampleOf(new Float64Array(1000))) >= 1)
    assert.ok(distance(sample, sampleOf(values.toReversed())) > 0.1)
    assert.ok(distance(sample, sampleOf(values.map((x) => 1.01 * x))) > 0.009)
  })

  it('of NaN are near nothing', () => {
    assert.ok(!(distance(sampleOf([1, 2]), sampleOf([Number.NaN, 2])) <= 1e300))
  })
})

describe('parseReply', () => {
  it('takes replies and passes over what a library prints', () => {
    assert.deepEqual(parseReply('{"id":3,"answer":0.5}'), { id: 3, answer: 0.5 })
    for (const line of ['', 'Hi, looks like you are running …', '{"level":"info"}', '{"id":3,']) {
      assert.equal(parseReply(line), undefined)
    }
  })
})
