import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { dense, type Operation, spd, type Task } from '../../contest/task.ts'
import { engineSolver, ownOperations } from '../../own/engine-solver.ts'

const solver = engineSolver('test', {
  float32: hostEngine({ dtype: 'float32' }),
  float64: hostEngine({ dtype: 'float64' }),
})

const result = async (operation: Operation, operands: Task['operands']): Promise<number[]> => {
  const prepared = await solver.prepare({ operation, dtype: 'float64', operands })
  return Array.from(await prepared.result())
}

const near = (found: readonly number[], expected: readonly number[]): void => {
  assert.equal(found.length, expected.length)
  found.forEach((x, i) => assert.ok(Math.abs(x - expected[i]) < 1e-12, `${x} ${expected[i]}`))
}

describe('our engines as contestants', () => {
  it('compute all operations there are', async () => {
    const shapes: Partial<Record<Operation, Task['operands']>> = {
      cholesky: spd(3),
      'spd inverse': spd(3),
      'gemv N': dense([3, 3], [3, 1]),
      'gemv T': dense([3, 3], [3, 1]),
      'rank two': dense([3, 3], [3, 1], [3, 1]),
      'gram blend': [...dense([3, 3]), ...spd(3)],
      'kron matvec': dense([2, 3], [4, 2], [6, 1]),
    }
    for (const operation of ownOperations) {
      const values = await result(operation, shapes[operation] ?? dense([3, 3], [3, 3]))
      assert.ok(values.length > 0 && values.every(Number.isFinite), operation)
    }
    assert.equal(ownOperations.length, 16)
  })

  it('mean by the transposed cases what they say', async () => {
    const product = await result('gemm NN', dense([1, 1], [1, 1]))
    near(await result('gemm NT', dense([1, 1], [1, 1])), product)
    assert.equal((await result('gemm TN', dense([2, 3], [2, 4]))).length, 12)
    assert.equal((await result('gemm NT', dense([2, 3], [4, 3]))).length, 8)
  })

  it('invert', async () => {
    const [inverse] = await result('spd inverse', spd(1))
    near([inverse], [1 / 3])
    near(await result('cholesky', spd(1)), [Math.sqrt(3)])
  })
})
