import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  addProduct,
  factorOver,
  modelChange,
  transposedTimes,
} from '../../../src/internal/least-squares/linearization.ts'
import { moreStep } from '../../../src/internal/least-squares/more-step.ts'
import {
  apply,
  assertClose,
  columnMajor,
  dotOf,
  matrices,
  numbers,
  transposed,
} from '../../support/dense.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('linearization', () => {
  it('multiplies with J and Jᵀ, and knows how ½‖r + J p‖² changes', () => {
    fc.assert(
      fc.property(matrices(4, 3), numbers(4), numbers(3), (J, r, p) => {
        const jacobian = columnMajor(J)
        const residuals = Float64Array.from(r)
        const step = Float64Array.from(p)
        const gradient = transposedTimes(jacobian, residuals)
        assertClose(gradient, apply(transposed(J), r), 1e-13)
        const moved = addProduct(jacobian, step, residuals.slice())
        const expected = apply(J, p).map((value, i) => value + r[i])
        assertClose(moved, expected, 1e-13)
        const change = modelChange({ residuals, jacobian, gradient }, step)
        assert.ok(Math.abs(change - (dotOf(expected, expected) - dotOf(r, r)) / 2) < 1e-13)
      }),
      { numRuns },
    )
  })

  it('factors some of the columns, scaled', () => {
    const J = [
      [2, 9, 0],
      [0, 9, 5],
    ]
    const linear = {
      jacobian: columnMajor(J),
      residuals: Float64Array.of(-4, -10),
      gradient: new Float64Array(3),
    }
    const d = Float64Array.of(2, 1, 10)
    const { step } = moreStep(factorOver(linear, linear.residuals, d, [0, 2]), 1e9, 0)
    // 2 p₀ = 4 and 5 p₂ = 10, times d.
    assertClose(step, [4, 20], 1e-14)
  })
})
