import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'mocha'
import { minimax } from '../../scripts/minimax.ts'
import { constantsSource, polynomials } from '../../scripts/transcendental-coefficients.ts'

const source = path.resolve(import.meta.dirname, '../../assembly/transcendental.ts')

describe('the coefficients of transcendental functions', () => {
  it('are those in the AssemblyScript source', async () => {
    const text = await readFile(source, 'utf8')
    for (const name of Object.keys(polynomials)) {
      assert.ok(text.includes(constantsSource(name)), `expected\n${constantsSource(name)}`)
    }
  })

  it('are the best of their degree', () => {
    // The best line for x² on [0, 1] is x − 1/8.
    const square = { low: 0, high: 1, weightPower: 0, degree: 1 } as const
    const { coefficients, error } = minimax({
      ...square,
      coefficient: (k) => [k === 2 ? 1n : 0n, 1n],
    })
    assert.ok(Math.abs(error - 1 / 8) < 1e-6)
    assert.ok(Math.abs(coefficients[0] + 1 / 8) < 1e-5)
    assert.ok(Math.abs(coefficients[1] - 1) < 1e-5)
  })
})
