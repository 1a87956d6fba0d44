import assert from 'node:assert/strict'
import { matrix } from '../src/as-matrix.ts'
import type { Engine } from '../src/engine.ts'
import { gram } from '../src/gram.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { read } from '../src/read.ts'

describe('gram', () => {
  const x = [
    [1, 2],
    [3, 4],
  ]

  it('is XᵀX, blended into C', () => {
    assert.deepEqual(gram(x).toArray(), [
      [10, 14],
      [14, 20],
    ])
    assert.deepEqual(
      gram(x, {
        alpha: 0.5,
        beta: 2,
        c: [
          [1, 0],
          [0, 1],
        ],
      }).toArray(),
      [
        [7, 7],
        [7, 12],
      ],
    )
  })

  it('has a default for engines without an own one', async () => {
    const engine: Engine = opaqueEngine()
    delete engine.gram
    const a = matrix(x, engine)
    assert.deepEqual([...(await read(gram(a, { c: a, alpha: 2 })))], [21, 30, 31, 44])
    assert.deepEqual([...(await read(gram(a)))], [10, 14, 14, 20])
  })

  it('names a C that does not fit', () => {
    assert.throws(() => gram([[1, 2]], { c: [[1]] }), {
      name: 'ShapeError',
      message: /C is 1×1 but XᵀX is 2×2/,
    })
  })
})
