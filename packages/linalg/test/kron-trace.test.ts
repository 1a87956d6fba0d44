import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { kron } from '../src/kron.ts'
import { kronTrace } from '../src/kron-trace.ts'
import { matrixArbitrary } from '../src/laws/arbitraries.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { read } from '../src/read.ts'
import { trace } from '../src/trace.ts'

const square = fc
  .integer({ min: 1, max: 5 })
  .chain((n) => matrixArbitrary({ rows: n, columns: n, elements: 'integer' }))

describe('kronTrace', () => {
  it('is the trace of the product, formed', () => {
    fc.assert(
      fc.property(square, square, (a, b) => {
        assertSame(kronTrace(a, b), trace(kron(a, b)))
      }),
    )
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    const engine = opaqueEngine()
    const found = kronTrace(matrix([[2]], engine), matrix([[3]], engine))
    assert.equal(engine.stats().liveMatrices, 3)
    assert.deepEqual([...(await read(found))], [6])
  })

  it('refuses what is not square', () => {
    assert.throws(() => kronTrace([[1, 2]], [[1]]), {
      name: 'ShapeError',
      message: /kronTrace: A is 1×2 and B is 1×1; expected square matrices/,
    })
  })
})
