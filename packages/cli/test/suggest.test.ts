import assert from 'node:assert/strict'
import { suggest, unknownName } from '../src/suggest.ts'

const optimizers = ['kbfgs', 'kbfgs-l', 'kfac', 'sgd', 'rmsprop', 'adam']
const flags = ['--dataset', '--optimizer', '--epochs', '--seconds', '--seed', '--batch', '--json']

describe('suggest', () => {
  it('finds the name that was meant', () => {
    for (const [given, meant] of [
      ['kbgfs', 'kbfgs'],
      ['K-BFGS', 'kbfgs'],
      ['ADAM', 'adam'],
      ['adm', 'adam'],
      ['kfca', 'kfac'],
      ['rms', 'rmsprop'],
      ['kbfgsl', 'kbfgs-l'],
    ]) {
      assert.equal(suggest(given, optimizers), meant, given)
    }
    for (const [given, meant] of [
      ['--second', '--seconds'],
      ['-seconds', '--seconds'],
      ['--optimiser', '--optimizer'],
      ['--opt', '--optimizer'],
      ['--epoch', '--epochs'],
    ]) {
      assert.equal(suggest(given, flags), meant, given)
    }
  })

  it('suggests nothing rather than something far off', () => {
    for (const given of ['', 'x', 'newton', '--', '-']) {
      assert.equal(suggest(given, [...optimizers, ...flags]), undefined, given)
    }
    assert.equal(suggest('adam', []), undefined)
  })

  it('takes the first of equally near names', () => {
    assert.equal(suggest('bat', ['cat', 'hat']), 'cat')
    assert.equal(suggest('bat', ['hat', 'cat']), 'hat')
  })
})

describe('unknownName', () => {
  it('says what is wrong, what was meant, and what there is', () => {
    assert.equal(
      unknownName('--optimizer', 'adm', ['kbfgs', 'adam']),
      '--optimizer: "adm" is unknown; did you mean "adam"? Valid: kbfgs, adam.',
    )
    assert.equal(
      unknownName('--optimizer', 'newton', ['kbfgs', 'adam']),
      '--optimizer: "newton" is unknown. Valid: kbfgs, adam.',
    )
  })
})
