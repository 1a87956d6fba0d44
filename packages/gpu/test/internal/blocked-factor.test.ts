import assert from 'node:assert/strict'
import { cholesky } from '@kq/linalg/cholesky'
import { concat } from '@kq/linalg/concat'
import { identity } from '@kq/linalg/constant'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import type { Matrix } from '@kq/linalg/matrix'
import { triangularSolve } from '@kq/linalg/triangular-solve'
import { blockedFactor } from '../../src/internal/blocked-factor.ts'

const host = hostEngine()

/** As well conditioned for all sizes; only its lower triangle may be read. */
const lowerHalf = (n: number): HostMatrix =>
  host.upload(
    Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n]
      return j > i ? NaN : 1 / (1 + i - j) + (i === j ? 2 : 0)
    }),
    { rows: n, columns: n },
  )

describe('blockedFactor', () => {
  for (const n of [1, 3, 4, 7, 8, 9, 22]) {
    it(`of size ${n} is the Cholesky factor and its inverse, by leaves of at most 4 rows`, () => {
      const leaf = (a: Matrix): Matrix => {
        assert.ok(a.rows <= 4)
        const L = cholesky(a)
        return concat('rows', L, triangularSolve(L, identity(a.rows, 1, host)))
      }
      const { L, W } = blockedFactor(lowerHalf(n), 4, leaf)
      const expected = cholesky(lowerHalf(n))
      const inverse = triangularSolve(expected, identity(n, 1, host))
      for (const [found, wanted] of [
        [L, expected],
        [W, inverse],
      ] as [HostMatrix, HostMatrix][]) {
        const values = wanted.toArray().flat()
        for (const [at, value] of found.toArray().flat().entries()) {
          assert.ok(Math.abs(value - values[at]) < 1e-12, `element ${at}: ${value}, ${values[at]}`)
        }
      }
    })
  }
})
