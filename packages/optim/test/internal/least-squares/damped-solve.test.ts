import fc from 'fast-check'
import { solveDamped } from '../../../src/internal/least-squares/damped-solve.ts'
import { factorOver } from '../../../src/internal/least-squares/linearization.ts'
import {
  apply,
  assertClose,
  columnMajor,
  gramOf,
  matrices,
  numbers,
  solveDense,
  transposed,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const problems = fc
  .record({ m: fc.integer({ min: 1, max: 6 }), n: fc.integer({ min: 1, max: 6 }) })
  .chain(({ m, n }) => fc.record({ A: matrices(m, n), r: numbers(m) }))

describe('solveDamped', () => {
  it('solves the damped normal equations, for m of any size, and has their factor', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 0.01, max: 3, noNaN: true }), ({ A, r }, e) => {
        const n = A[0].length
        const problem = factorOver(
          {
            jacobian: columnMajor(A),
            residuals: Float64Array.from(r),
            gradient: new Float64Array(n),
          },
          Float64Array.from(r),
          new Float64Array(n).fill(1),
          Array.from({ length: n }, (_, j) => j),
        )
        const { s, z } = solveDamped(problem, e)
        const step = new Float64Array(n)
        problem.order.forEach((j, k) => (step[j] = z[k]))
        const G = gramOf(A, e * e)
        const g = apply(transposed(A), r)
        assertClose([1, ...step], [1, ...solveDense(G, g).map((value) => -value)], 1e-9)
        // SᵀS is PᵀG P.
        const S = Array.from({ length: n }, (_, i) => [...s.subarray(i * n, (i + 1) * n)])
        const { order } = problem
        const permuted = Array.from(order, (i) => Array.from(order, (j) => G[i][j]))
        assertClose(gramOf(S).flat(), permuted.flat(), 1e-12)
      }),
      { numRuns },
    )
  })
})
