import assert from 'node:assert/strict'
import fc from 'fast-check'
import { dense, denseFrom } from '../src/laws/dense.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { sample } from '../src/laws/samples.ts'
import type { Dense } from '../src/laws/dense.ts'
import { lu } from '../src/lu.ts'
import { assertReconstructs } from './support/assert-decomposition.ts'
import { hardMatrices } from './support/hard-matrices.ts'
import { matrixForms } from './support/input-forms.ts'
import { livesOnItsEngine, refusals } from './support/refusals.ts'

function assertFactors(a: Dense): void {
  const { L, U, permutation, sign } = lu(a)
  const { rows: m, columns: n } = a
  const k = Math.min(m, n)
  assert.deepEqual(
    [L.shape, U.shape],
    [
      [m, k],
      [k, n],
    ],
  )
  const [l, u] = [denseFrom(L), denseFrom(U)]
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < k; j++) {
      if (j > i) assert.equal(l.get(i, j), 0)
      if (j === i) assert.equal(l.get(i, j), 1)
      assert.ok(Math.abs(l.get(i, j)) <= 1)
    }
    for (let j = 0; j < Math.min(i, n); j++) if (i < k) assert.equal(u.get(i, j), 0)
  }
  const permuted = dense(m, n, (i, j) => a.get(permutation[i], j))
  assertReconstructs([l, u], permuted, 'L U')
  assert.equal(sign, signOf([...permutation]))
}

/** By counting inversions. */
function signOf(permutation: readonly number[]): number {
  let sign = 1
  permutation.forEach((x, i) => {
    for (const y of permutation.slice(i + 1)) if (y < x) sign = -sign
  })
  return sign
}

describe('lu', () => {
  it('is P A = L U with no element of L beyond ±1, for all kinds of matrices', () => {
    fc.assert(fc.property(hardMatrices, ({ a }) => assertFactors(a)))
  })

  it('is right across blocks', () => {
    for (const [m, n] of [
      [70, 70],
      [33, 80],
      [80, 33],
      [64, 32],
    ]) {
      assertFactors(sample('float64', m, n))
    }
  })

  it('takes matrices in every form', () => {
    const rows = [
      [2, 1],
      [4, 3],
    ]
    for (const form of matrixForms(rows)) assertSame(lu(form).U, lu(rows).U)
  })

  livesOnItsEngine(it, 2, (a) => {
    const { L, U } = lu(a)
    return [L, U]
  })
  refusals(it, 'lu', (a) => lu(a))
})
