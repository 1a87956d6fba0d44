import fc from 'fast-check'
import { gemm } from '../../../src/internal/host/gemm-kernel.ts'
import { transposed } from '../../../src/internal/host/strided.ts'
import { syrk } from '../../../src/internal/host/syrk-kernel.ts'
import {
  assertBits,
  assertSurroundingsKept,
  assertSymmetric,
  at,
  contiguous,
  lay,
  layouts,
  noise,
  numRuns,
} from './layouts.ts'

const factors = fc.constantFrom(0, 1, -0.7, 2.5)

describe('syrk', () => {
  it('is symmetric to the last bit and has the bits of gemm, reading half of C', () => {
    const cases = fc.record({
      k: fc.nat(20),
      n: fc.nat(40),
      alpha: factors,
      beta: factors,
      withC: fc.boolean(),
      layoutX: layouts,
      layoutC: layouts,
      layoutOut: layouts,
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ k, n, alpha, beta, withC, seed, ...of }) => {
        const x = lay(of.layoutX, k, n, noise(k, n, seed))
        const values = noise(n, n, seed + 1)
        const symmetric = lay(of.layoutC, n, n, (i, j) => values(Math.min(i, j), Math.max(i, j)))
        const half = lay(of.layoutC, n, n, (i, j) => (i > j ? Number.NaN : at(symmetric, i, j)))
        const out = lay(of.layoutOut, n, n, () => 7)
        syrk(alpha, x, beta, withC ? half : undefined, out)

        const expected = lay(of.layoutOut, n, n, () => 7)
        gemm(alpha, transposed(x), x, beta, withC ? symmetric : undefined, expected)
        assertBits(out, (i, j) => at(expected, i, j))
        assertSymmetric(out)
        assertSurroundingsKept(out)
      }),
      { numRuns },
    )
  })

  for (const [k, n] of [
    [300, 530],
    [530, 300],
    [3, 800],
    [700, 2],
    [1, 400],
  ]) {
    it(`is symmetric beyond every blocking factor: X is ${k}×${n}`, () => {
      for (const dtype of ['float64', 'float32'] as const) {
        const x = lay({ ...contiguous, dtype }, k, n, noise(k, n, 1))
        const c = lay({ ...contiguous, dtype }, n, n, (i, j) => 1 / (1 + i + j))
        const out = lay({ ...contiguous, dtype }, n, n, () => 7)
        const expected = lay({ ...contiguous, dtype }, n, n, () => 7)
        syrk(0.1, x, 0.9, c, out)
        gemm(0.1, transposed(x), x, 0.9, c, expected)
        assertBits(out, (i, j) => at(expected, i, j))
        assertSymmetric(out)
      }
    })
  }

  it('takes `out` itself as C', () => {
    const x = lay(contiguous, 10, 45, noise(10, 45, 2))
    const c = lay(contiguous, 45, 45, (i, j) => i * j)
    const expected = lay(contiguous, 45, 45, () => 7)
    syrk(1, x, 0.5, c, expected)
    syrk(1, x, 0.5, c, c)
    assertBits(c, (i, j) => at(expected, i, j))
  })
})
