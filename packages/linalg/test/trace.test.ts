import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { read } from '../src/read.ts'
import { trace } from '../src/trace.ts'

const squares = fc
  .nat(6)
  .chain((n) => matrixArbitrary({ rows: n, columns: n, elements: 'integer' }))

describe('trace', () => {
  it('is the sum of the diagonal', () => {
    fc.assert(
      fc.property(squares, (a) => {
        const A = a.length === 0 ? zeros(0, 0) : matrix(a)
        assert.equal(
          trace(A).get(0, 0),
          a.reduce((sum, row, i) => sum + row[i], 0),
        )
      }),
    )
  })

  it('looks at nothing beside the diagonal', () => {
    assert.equal(
      trace([
        [1, NaN],
        [Infinity, 2],
      ]).get(0, 0),
      3,
    )
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const found = trace(
      matrix(
        [
          [1, 2],
          [3, 4],
        ],
        engine,
      ),
    )
    assert.equal(engine.stats().liveMatrices, 2)
    assert.deepEqual([...(await read(found))], [5])
  })

  it('refuses what is not square', () => {
    assert.throws(() => trace([[1, 2]]), { name: 'ShapeError', message: /trace: A is 1×2/ })
  })
})
