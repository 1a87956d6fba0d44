import assert from 'node:assert/strict'
import { answering } from '../../contest/answer.ts'
import { solver } from '../../contest/solver.ts'
import type { Request } from '../../contest/protocol.ts'
import { dense } from '../../contest/task.ts'

const task = { operation: 'axpby', dtype: 'float64', operands: dense([2, 3], [2, 3]) } as const

describe('answering a solver', () => {
  let computations = 0
  let freed = 0
  const answer = answering(
    solver('test', () => ({
      load: (values) => values,
      operations: {
        axpby: (x, y) => () => {
          computations++
          return x.map((value, i) => 0.9 * value + 0.1 * y[i])
        },
      },
      read: (result) => result,
      free: () => freed++,
    })),
  )
  const ask = async (request: Request): Promise<unknown> =>
    // As it goes through the pipes.
    JSON.parse(JSON.stringify(await answer(JSON.parse(JSON.stringify(request)) as Request)))

  it('says that there is no task yet', async () => {
    assert.deepEqual(await ask({ id: 1, ask: 'time', times: 1 }), {
      id: 1,
      error: 'there is no task',
    })
  })

  it('prepares with a sample, then computes as often as asked, and gives every result back', async () => {
    const { answer: sample } = (await ask({ id: 2, ask: 'prepare', task })) as {
      answer: { length: number }
    }
    assert.equal(sample.length, 6)
    assert.equal(computations, 1)
    const { id, answer: seconds } = (await ask({ id: 3, ask: 'time', times: 5 })) as {
      id: number
      answer: number
    }
    assert.equal(id, 3)
    assert.ok(seconds > 0 && seconds < 1)
    assert.equal(computations, 6)
    assert.equal(freed, 6)
  })

  it('says what the library does not have', async () => {
    assert.deepEqual(await ask({ id: 4, ask: 'prepare', task: { ...task, operation: 'dot' } }), {
      id: 4,
      error: 'it has no dot',
    })
  })
})
