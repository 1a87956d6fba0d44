import assert from 'node:assert/strict'
import { parseLosses } from '../../examples/loss-curve/parse-losses.ts'
import { readSource } from '../support/code-blocks.ts'
import { runCommand } from '../support/site.ts'

describe('npm run example -- mnist-autoencoder', () => {
  it('has 40 lines or fewer', async () => {
    const source = await readSource('docs/examples/mnist-autoencoder.ts')
    assert.ok(source.trimEnd().split('\n').length <= 40)
  })

  it('trains for as long as it is told, and the loss falls', async () => {
    const { code, output } = await runCommand('example', 'mnist-autoencoder', '1')
    assert.equal(code, 0, output)
    assert.match(output, /^engine /m)
    const losses = parseLosses(output)
    assert.ok(Math.abs(losses[0].train - 543.6) < 1, output)
    assert.ok(losses.at(-1)!.test < losses[0].test - 1, output)
  })
})
