import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { adam } from '@kq/optim/adam'
import {
  newTrainer,
  type Progress,
  reconstruct,
  steps,
  unseen,
} from '../../examples/train-in-the-browser/autoencoder.ts'
import { type MethodName, methodNames } from '../../examples/train-in-the-browser/choices.ts'
import { lossesInNode } from '../support/losses-in-node.ts'

describe('the autoencoder of the page that trains', () => {
  it('learns by each method, and in so many steps further by curvature than without', async () => {
    const last: Partial<Record<MethodName, number>> = {}
    for (const method of methodNames) {
      const losses = await lossesInNode(method, 35)
      last[method] = losses.at(-1)!
      assert.ok(last[method] < 0.5 * losses[0], `${method}: ${losses.join()}`)
    }
    const worst = Math.max(last.kbfgs!, last['kbfgs-l']!, last.kfac!)
    const best = Math.min(last.adam!, last.rmsprop!, last.sgd!)
    assert.ok(worst < best, JSON.stringify(last))
  })

  it('takes one step a turn, and draws with probabilities', async () => {
    const trainer = newTrainer(hostEngine({ dtype: 'float32' }), adam())
    const taken: Progress[] = []
    for await (const step of steps(trainer)) {
      taken.push(step)
      if (step.iteration === 2) break
    }
    assert.deepEqual(
      taken.map(({ iteration }) => iteration),
      [1, 2],
    )
    assert.ok(taken[0].seconds > 0 && taken[1].seconds > taken[0].seconds)
    const pixels = await reconstruct(trainer, unseen)
    assert.equal(pixels.length, unseen.data.length)
    assert.ok(pixels.every((pixel) => pixel > 0 && pixel < 1))
    trainer.dispose()
  })
})
