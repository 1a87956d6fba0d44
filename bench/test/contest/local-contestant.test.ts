import assert from 'node:assert/strict'
import { localContestant } from '../../contest/local-contestant.ts'
import { sampleOf } from '../../contest/protocol.ts'
import { solver } from '../../contest/solver.ts'
import { dense } from '../../contest/task.ts'

describe('a contestant in this process', () => {
  let computations = 0
  const contestant = localContestant(
    solver<ArrayLike<number>>('test', () => ({
      load: (values) => values,
      operations: {
        dot: () => () => {
          computations++
          return [7]
        },
      },
      read: (result) => result,
    })),
  )
  const task = { operation: 'dot', dtype: 'float32', operands: dense([1, 1]) } as const

  it('says what it is, computes, and is timed', async () => {
    assert.equal(contestant.about, 'test')
    assert.deepEqual(await contestant.prepare(task), sampleOf([7]))
    assert.ok((await contestant.time(3)) >= 0)
    assert.equal(computations, 4)
  })

  it('says why it cannot', async () => {
    await assert.rejects(contestant.prepare({ ...task, operation: 'axpby' }), /it has no axpby/)
  })
})
