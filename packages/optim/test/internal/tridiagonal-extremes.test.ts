import assert from 'node:assert/strict'
import fc from 'fast-check'
import { tridiagonalExtremes } from '../../src/internal/tridiagonal-extremes.ts'
import { eigenvaluesOf } from '../support/eigenvalues.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const entry = fc.double({ min: -10, max: 10, noNaN: true })

describe('tridiagonalExtremes', () => {
  it('are the ends of the spectrum', () => {
    const pairs = fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(pairs, (rows) => {
        const alpha = rows.map(([a]) => a)
        const beta = rows.slice(1).map(([, b]) => b)
        const dense = alpha.map((a, i) =>
          alpha.map((_, j) => (i === j ? a : Math.abs(i - j) === 1 ? beta[Math.min(i, j)] : 0)),
        )
        const eigenvalues = eigenvaluesOf(dense)
        const { least, greatest } = tridiagonalExtremes(alpha, beta)
        assert.ok(Math.abs(least - eigenvalues[0]) < 1e-9)
        assert.ok(Math.abs(greatest - (eigenvalues.at(-1) ?? 0)) < 1e-9)
      }),
      { numRuns },
    )
  })
})
