import assert from 'node:assert/strict'
import { createRandom } from '@kq/linalg/random'
import { type Initialisation, initialisations, initialWeights } from '@kq/nn/initial-weights'

const [inputs, outputs] = [60, 90]

/** Variance of the weights, by rule. */
const variances: Record<Initialisation, number> = {
  pytorch: 1 / inputs / 3,
  'glorot-uniform': 2 / (inputs + outputs),
  'glorot-normal': 2 / (inputs + outputs),
  'he-uniform': 2 / inputs,
  'he-normal': 2 / inputs,
}

const split = (flat: Float64Array): { weights: number[]; biases: number[] } => {
  const isBias = (i: number): boolean => i % (inputs + 1) === inputs
  return {
    weights: [...flat].filter((_, i) => !isBias(i)),
    biases: [...flat].filter((_, i) => isBias(i)),
  }
}

describe('initialWeights', () => {
  for (const rule of initialisations) {
    it(`${rule}: has mean 0 and the variance of the rule`, () => {
      const { weights } = split(initialWeights(rule, createRandom(5), inputs, outputs))
      const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length
      const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length
      const deviation = Math.sqrt(variances[rule])
      assert.ok(Math.abs(mean) < (4 * deviation) / Math.sqrt(weights.length), `mean ${mean}`)
      assert.ok(Math.abs(variance / variances[rule] - 1) < 0.08, `variance ${variance}`)
    })

    it(`${rule}: stays within the bound if uniform`, () => {
      const { weights } = split(initialWeights(rule, createRandom(6), inputs, outputs))
      const bound = Math.sqrt(3 * variances[rule])
      const largest = Math.max(...weights.map(Math.abs))
      if (rule.endsWith('normal')) assert.ok(largest > bound)
      else assert.ok(largest <= bound && largest > 0.99 * bound)
    })

    it(`${rule}: draws biases only if it is pytorch's`, () => {
      const { biases } = split(initialWeights(rule, createRandom(7), inputs, outputs))
      assert.equal(
        biases.some((b) => b !== 0),
        rule === 'pytorch',
      )
      assert.ok(biases.every((b) => Math.abs(b) <= 1 / Math.sqrt(inputs)))
    })
  }

  it('draws the weights row by row, then the biases', () => {
    const drawn = new Float64Array(8)
    createRandom(3).fillUniform(drawn, -Math.sqrt(1 / 3), Math.sqrt(1 / 3))
    const [a, b, c, d, e, f, bias1, bias2] = drawn
    const expected = [a, b, c, bias1, d, e, f, bias2]
    assert.deepEqual([...initialWeights('pytorch', createRandom(3), 3, 2)], expected)
  })

  it('refuses a rule that there is not', () => {
    assert.throws(
      () => initialWeights('xavier' as Initialisation, createRandom(1), 1, 1),
      /'xavier': expected one of pytorch, glorot-uniform/,
    )
  })
})
