import assert from 'node:assert/strict'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { read } from '@kq/linalg/read'
import { scope } from '@kq/linalg/scope'
import { identity } from '@kq/linalg/constant'
import { matrix } from '@kq/linalg/as-matrix'
import { createRandom } from '@kq/linalg/random'
import type { Matrix } from '@kq/linalg/matrix'
import { conditionOf, lanczosRow } from '../../src/internal/condition-estimate.ts'
import { normalRows } from '../support/problems.ts'

const estimate = async (h: Matrix): Promise<number> =>
  conditionOf(await read(scope(() => lanczosRow((v) => gemm(h, v), h.rows, h.engine))))

/** A diagonal matrix between two random reflections, of these eigenvalues. */
function withSpectrum(eigenvalues: readonly number[], dtype: 'float32' | 'float64'): Matrix {
  const n = eigenvalues.length
  const [v] = normalRows(1, n, 3)
  const square = v.reduce((sum, x) => sum + x * x, 0)
  const q = v.map((x, i) => v.map((y, j) => Number(i === j) - (2 * x * y) / square))
  const rows = q.map((a) => q.map((b) => a.reduce((s, x, k) => s + x * eigenvalues[k] * b[k], 0)))
  return matrix(rows, hostEngine({ dtype }))
}

describe('the condition estimate', () => {
  it('is exact where there are few eigenvalues', async () => {
    for (const dtype of ['float64', 'float32'] as const) {
      const found = await estimate(withSpectrum([2, 2, 2, 50, 1, 1, 7, 7], dtype))
      assert.ok(Math.abs(found - 50) < 0.01, `${found}`)
      assert.equal(await estimate(identity(40, 3, hostEngine({ dtype }))), 1)
    }
  })

  it('is close from below for a hundred eigenvalues', async () => {
    const random = createRandom(2)
    const eigenvalues = Array.from({ length: 100 }, () => 0.01 + 0.99 * random.uniform())
    const condition = Math.max(...eigenvalues) / Math.min(...eigenvalues)
    const found = await estimate(withSpectrum(eigenvalues, 'float64'))
    assert.ok(found > 0.4 * condition && found <= condition * (1 + 1e-9), `${found}, ${condition}`)
  })

  it('says so where the least eigenvalue is lost, and where nothing is finite', async () => {
    assert.equal(await estimate(withSpectrum([1, 1, 1e-20, 2], 'float32')), Infinity)
    assert.equal(await estimate(withSpectrum([1, -1, 3, 2], 'float64')), Infinity)
    assert.ok(Number.isNaN(conditionOf([1, Number.NaN])))
  })
})
