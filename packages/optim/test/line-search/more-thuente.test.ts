import assert from 'node:assert/strict'
import { moreThuente } from '../../src/line-search/more-thuente.ts'
import { lineSearchLaws } from '../laws/line-search-laws.ts'
import { lineSearchNamed } from '../support/line-searches.ts'
import { firstSteps, publishedTables } from '../support/more-thuente-functions.ts'
import { parabola } from '../support/tried-steps.ts'

describe('moreThuente', () => {
  lineSearchLaws(lineSearchNamed('moreThuente'))

  for (const table of publishedTables) {
    it(`takes the evaluations of table ${table.name} to the steps of table ${table.name}`, () => {
      const { phi, sufficientDecrease, curvature } = table
      const found = firstSteps.map((initialStep) =>
        moreThuente(phi, { initialStep, sufficientDecrease, curvature }),
      )
      const evaluations = found.map((result) => result.evaluations)
      assert.deepEqual(evaluations, table.evaluations)
      found.forEach(({ step }, i) => {
        const published = table.steps[i]
        const unit = 10 ** -(published.split('.')[1]?.length ?? 0)
        assert.ok(Math.abs(step - Number(published)) <= 0.51 * unit, `${step}: ${published}`)
      })
    })
  }

  it('keeps to the longest step', () => {
    const { step, status } = moreThuente(parabola(5), { maxStep: 0.001 })
    assert.deepEqual({ step, status }, { step: 0.001, status: 'max-step' })
  })

  it('tells decreases that are smaller than the digits of φ', () => {
    const phi = (a: number) => ({ value: 1 + (a - 1e-9) ** 2, slope: 2 * (a - 1e-9) })
    const { step, status } = moreThuente(phi, { initialStep: 1e-8 })
    assert.equal(status, 'approximate-wolfe')
    assert.ok(Math.abs(step - 1e-9) < 1e-15)
  })
})
