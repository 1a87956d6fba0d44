import assert from 'node:assert/strict'
import { driveAsync } from '../../../src/internal/minimize/drive.ts'
import { createRun } from '../../../src/internal/minimize/run.ts'
import { solve } from '../../../src/internal/minimize/solve.ts'
import { withinBounds } from '../../../src/internal/minimize/within-bounds.ts'
import { lbfgsb } from '../../../src/lbfgsb.ts'

const f = ([a, b]: Float64Array): { value: number; gradient: number[] } => ({
  value: (a - 1) ** 4 + (a - b) ** 2,
  gradient: [4 * (a - 1) ** 3 + 2 * (a - b), -2 * (a - b)],
})

describe('withinBounds', () => {
  it('serves functions that return at once and those that do not', async () => {
    const options = { lower: [2, -1], upper: [9, 1.5] }
    const { inverseHessian: _, ...expected } = lbfgsb(f, [5, 5], options)
    const { inverseHessian: _a, ...atOnce } = solve(...withinBounds(f, [5, 5], options))
    const slow = async (x: Float64Array) => f(x)
    const [steps, result] = createRun(...withinBounds(slow, [5, 5], options))
    const { inverseHessian: _b, ...rest } = result(await driveAsync(steps))
    assert.deepEqual(atOnce, expected)
    assert.deepEqual(rest, expected)
    assert.deepEqual([...expected.x], [2, 1.5])
  })

  it('leaves x0 and the bounds as they are', () => {
    const x0 = Float64Array.of(5, 5)
    const lower = Float64Array.of(2, -1)
    lbfgsb(f, x0, { lower, upper: 3 })
    assert.deepEqual([...x0, ...lower], [5, 5, 2, -1])
  })
})
