import assert from 'node:assert/strict'
import { cholesky } from '@kq/linalg/cholesky'
import { hostEngine } from '@kq/linalg/host'
import { dense, spd, valuesOf } from '../../contest/task.ts'

describe('valuesOf', () => {
  it('is noise from −½ to ½ for dense operands, another for each', () => {
    const [a, b] = dense([100, 50], [100, 50]).map((operand) =>
      Array.from(valuesOf(operand, 'float64')),
    )
    assert.ok(a.every((x) => x >= -0.5 && x < 0.5))
    assert.ok(Math.abs(a.reduce((sum, x) => sum + x, 0)) < 100)
    assert.equal(new Set(a).size, 5000)
    const together = a.reduce((sum, x, i) => sum + x * b[i], 0)
    assert.ok(Math.abs(together) < 5000 / 12 / 10, `${together}`)
  })

  it('is from 0 to 1 for pixels and up to 1/√columns for weights', () => {
    const of = (kind: 'pixels' | 'weights') =>
      valuesOf({ kind, rows: 40, columns: 25, seed: 3 }, 'float32')
    const [pixels, weights] = [of('pixels'), of('weights')]
    assert.ok(Math.min(...pixels) >= 0 && Math.max(...pixels) <= 1 && Math.max(...pixels) > 0.99)
    assert.ok(Math.min(...weights) >= -0.2 && Math.max(...weights) <= 0.2)
    assert.ok(Math.max(...weights) > 0.19)
  })

  it('has a Cholesky factor where it is to be positive definite', () => {
    const [a] = spd(60)
    const values = valuesOf(a, 'float64')
    assert.equal(values[0], 3)
    assert.equal(values[1], values[60])
    cholesky(hostEngine().upload(values, a))
  })
})
