import assert from 'node:assert/strict'
import fc from 'fast-check'
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix'
import { assertSymmetric } from '../../src/laws/assert-symmetric.ts'
import { spdArbitrary } from '../../src/laws/spd-arbitrary.ts'

describe('spdArbitrary', () => {
  it('gives symmetric matrices of the eigenvalues and the condition that it says', () => {
    fc.assert(
      fc.property(
        spdArbitrary({ maximumSize: 7, maximumCondition: 1e10 }),
        ({ matrix, eigenvalues, condition }) => {
          assertSymmetric(matrix)
          const n = matrix.length
          const found = new EigenvalueDecomposition(new MlMatrix(matrix), { assumeSymmetric: true })
            .realEigenvalues
          found.sort((x, y) => x - y)
          const largest = eigenvalues[n - 1]
          found.forEach((value, i) =>
            assert.ok(Math.abs(value - eigenvalues[i]) <= 1e-14 * n * largest),
          )
          assert.ok(Math.abs(largest / eigenvalues[0] / condition - 1) < 1e-12)
          assert.ok(condition >= 1 && condition <= 1e10)
        },
      ),
    )
  })

  it('gives the condition asked for, and spans all of the range otherwise', () => {
    const [fixed] = fc.sample(spdArbitrary({ size: 5, condition: 1e7 }), { numRuns: 1, seed: 1 })
    assert.deepEqual([fixed.matrix.length, fixed.condition], [5, 1e7])
    const drawn = fc.sample(spdArbitrary({ size: 3, maximumCondition: 1e10 }), {
      numRuns: 300,
      seed: 1,
    })
    const logs = drawn.map(({ condition }) => Math.log10(condition))
    assert.ok(Math.min(...logs) < 1 && Math.max(...logs) > 9)
  })
})
