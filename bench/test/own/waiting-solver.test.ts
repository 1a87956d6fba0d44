import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { dense, spd } from '../../contest/task.ts'
import { engineSolver } from '../../own/engine-solver.ts'
import { waitingSolver } from '../../own/waiting-solver.ts'

describe('an engine that is waited for', () => {
  const engine = hostEngine({ dtype: 'float32' })
  const peer = engineSolver('', { float32: engine, float64: hostEngine() })

  it('computes what it computes otherwise, and gives all results of a turn back', async () => {
    for (const [operation, operands] of [
      ['gemm NN', dense([2, 3], [3, 4])],
      ['gemm NT', dense([2, 3], [4, 3])],
      ['gemm TN', dense([3, 2], [3, 4])],
      ['cholesky', spd(3)],
      ['spd inverse', spd(3)],
    ] as const) {
      const task = { operation, dtype: 'float32', operands } as const
      const prepared = await waitingSolver('', engine, 3).prepare(task)
      const expected = await (await peer.prepare(task)).result()
      const before = engine.stats().liveMatrices
      assert.deepEqual(await prepared.result(), expected)
      await prepared.time(2)
      assert.equal(engine.stats().liveMatrices, before)
    }
  })
})
