import assert from 'node:assert/strict'
import { necessaryFlop, type StepMethod } from '../necessary-flop.ts'
import { networks } from '../networks.ts'

describe('necessaryFlop', () => {
  it('is what the table in its file says, in 10⁹ at batch 1000', () => {
    const table: Record<StepMethod, readonly [mnist: number, curves: number, faces: number]> = {
      adam: [15.4, 4.4, 42.7],
      kbfgs: [37.4, 9.9, 121.4],
      'kbfgs-minibatch': [34.2, 8.9, 110.5],
      'kbfgs-l': [35.2, 9.7, 107.3],
      kfac: [35.0, 9.3, 117.2],
    }
    const { mnist, curves, faces } = networks
    for (const [method, expected] of Object.entries(table)) {
      const found = [mnist, curves, faces].map(
        ({ sizes }) => Math.round(necessaryFlop(method as StepMethod, sizes, 1000) / 1e8) / 10,
      )
      assert.deepEqual(found, expected, method)
    }
  })

  it('of one layer is the products written out', () => {
    // 2·5·3·4 forward and for the weights each; nothing goes back to the input.
    assert.equal(necessaryFlop('adam', [3, 4], 5), 240)
    // Again forward; A 5·4²; D 2·4²·4 + 2·4·4².
    assert.equal(necessaryFlop('kbfgs', [3, 4], 5), 240 + 120 + 80 + 256)
  })
})
