import assert from 'node:assert/strict'
import fc from 'fast-check'
import { normalInverse } from '../../../src/internal/least-squares/normal-inverse.ts'
import {
  apply,
  assertClose,
  columnMajor,
  gramOf,
  matrices,
  numbers,
  type Rows,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

const inverse = (J: Rows): ((v: readonly number[]) => Float64Array) => {
  const times = normalInverse(columnMajor(J), J.length, J[0].length)
  return (v) => times(Float64Array.from(v))
}

describe('normalInverse', () => {
  it('is the pseudo-inverse of JᵀJ, of any rank', () => {
    const problems = fc
      .record({
        m: fc.integer({ min: 1, max: 5 }),
        n: fc.integer({ min: 1, max: 5 }),
        k: fc.integer({ min: 1, max: 3 }),
      })
      .chain(({ m, n, k }) => fc.record({ B: matrices(m, k), C: matrices(k, n), v: numbers(n) }))
    fc.assert(
      fc.property(problems, ({ B, C, v }) => {
        // m×n, of rank min(m, n, k).
        const J = B.map((row) =>
          C[0].map((_, j) => row.reduce((sum, b, l) => sum + b * C[l][j], 0)),
        )
        const G = gramOf(J)
        const times = inverse(J)
        const y = times(v)
        const size = Math.max(...G.flat().map(Math.abs))
        const singular = Math.max(...times(apply(G, v)).map(Math.abs))
        fc.pre(Math.max(...y.map(Math.abs)) < 1e4 && size > 1e-3 && singular < 1e3)
        // G⁺ G G⁺ = G⁺, and G G⁺ is symmetric: the same as G⁺ G.
        assertClose([1, ...times(apply(G, y))], [1, ...y], 1e-6)
        assertClose([1, ...apply(G, y)], [1, ...times(apply(G, v))], 1e-6)
      }),
      { numRuns },
    )
  })

  it('is the inverse where there is one, and 0 for J = 0', () => {
    assertClose(
      inverse([
        [2, 0],
        [0, 4],
      ])([1, 1]),
      [1 / 4, 1 / 16],
      1e-14,
    )
    assertClose(inverse([[1, 1]])([1, 1]), [1 / 2, 1 / 2], 1e-14)
    assert.deepEqual([...inverse([[0, 0]])([1, 2])], [0, 0])
  })
})
