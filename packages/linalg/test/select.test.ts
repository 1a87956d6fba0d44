import assert from 'node:assert/strict'
import { matrix } from '../src/as-matrix.ts'
import type { Engine } from '../src/engine.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { read } from '../src/read.ts'
import { select } from '../src/select.ts'

describe('select', () => {
  it('is a view of one of the two on the host', () => {
    const [a, b] = [matrix([[1, 2]]), matrix([[3, 4]])]
    assert.equal(select([[1]], a, b).data, a.data)
    assert.equal(select([[0]], a, b).data, b.data)
  })

  it('has a default for engines without an own one', async () => {
    const engine: Engine = opaqueEngine()
    delete engine.select
    const [a, b] = [matrix([[1, 2]], engine), matrix([[NaN, 4]], engine)]
    assert.deepEqual([...(await read(select([[1]], a, b)))], [1, 2])
    assert.deepEqual([...(await read(select([[0]], a, b)))], [NaN, 4])
  })

  it('names the shapes that do not fit', () => {
    assert.throws(() => select([[1, 1]], [[1]], [[1]]), {
      name: 'ShapeError',
      message: /condition is 1×2/,
    })
    assert.throws(() => select([[1]], [[1]], [[1, 2]]), {
      name: 'ShapeError',
      message: /A 1×1, B 1×2/,
    })
  })
})
