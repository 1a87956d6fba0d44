import assert from 'node:assert/strict'
import { fill, identity, zeros } from '../src/constant.ts'
import { defaultHost, hostEngine } from '../src/host.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'

describe('zeros, fill, identity', () => {
  it('are host matrices in float64 when no engine is named', () => {
    assert.deepEqual(zeros(1, 2).toArray(), [[0, 0]])
    assert.deepEqual(fill(2, 1, 7).toArray(), [[7], [7]])
    assert.deepEqual(identity(2).toArray(), [
      [1, 0],
      [0, 1],
    ])
    assert.equal(identity(2).engine, defaultHost())
  })

  it('live on the engine named', () => {
    const engine = hostEngine({ dtype: 'float32' })
    for (const m of [zeros(1, 1, engine), fill(1, 1, 2, engine), identity(1, 2, engine)]) {
      assert.equal(m.engine, engine)
    }
    const opaque = opaqueEngine()
    assert.equal(identity(1, 2, opaque).engine, opaque)
  })

  it('refuse what is no size', () => {
    for (const size of [-1, 2.5, NaN, Infinity]) {
      for (const act of [
        () => zeros(size, 1),
        () => zeros(1, size),
        () => fill(size, 1, 3),
        () => identity(size),
      ]) {
        assert.throws(act, { name: 'ShapeError', message: /whole numbers/ })
      }
    }
  })
})
