import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { cholesky } from '@kq/linalg/cholesky'
import { read } from '@kq/linalg/read'
import { spdInverse } from '@kq/linalg/spd-inverse'
import { openWebGpu, requireWebGpu } from '../support/adapter.ts'

describe('factors on the device', function () {
  this.timeout(60_000)

  before(async function () {
    await requireWebGpu(this)
  })

  it('read nothing from the device', async () => {
    const { engine } = await openWebGpu({ factors: 'device' })
    const before = engine.stats().readbacks
    const a = matrix(
      [
        [4, NaN],
        [2, 10],
      ],
      engine,
    )
    assert.deepEqual([...(await read(cholesky(a)))], [2, 0, 1, 3])
    const inverse = await read(spdInverse(a))
    ;[10, -2, -2, 4].forEach((value, at) => assert.ok(Math.abs(inverse[at] - value / 36) < 1e-6))
    assert.equal(engine.stats().readbacks - before, 2)
  })

  it('of what is not positive definite are NaN', async () => {
    const { engine } = await openWebGpu({ factors: 'device' })
    const values = await read(
      cholesky(
        matrix(
          [
            [1, 0, 0],
            [0, -1, 0],
            [0, 0, 1],
          ],
          engine,
        ),
      ),
    )
    assert.deepEqual([...values].map(Number.isNaN), [
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      true,
      true,
    ])
  })
})
