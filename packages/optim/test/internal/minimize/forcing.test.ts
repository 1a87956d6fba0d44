import assert from 'node:assert/strict'
import { createForcing, mostProducts } from '../../../src/internal/minimize/forcing.ts'

describe('createForcing', () => {
  it('asks for more the faster the gradient falls, and does not depend on its scale', () => {
    for (const scale of [1, 1e-9]) {
      const forcing = createForcing()
      const eta = (norm: number): number => forcing(scale * norm) / (scale * norm)
      const near = (actual: number, expected: number): void =>
        assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, expected ${expected}`)
      near(eta(1), 0.5)
      // 0.9 · 0.5² is above 0.1, and keeps η from falling at once.
      near(eta(0.1), 0.225)
      near(eta(0.05), 0.225)
      near(eta(0.001), 0.9 * 0.02 ** 2)
      near(eta(1), 0.5)
    }
  })
})

describe('mostProducts', () => {
  it('grows with n', () => {
    assert.deepEqual([mostProducts(1), mostProducts(100)], [22, 220])
  })
})
