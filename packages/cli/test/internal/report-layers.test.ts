import assert from 'node:assert/strict'
import { layerTables } from '../../src/internal/report-layers.ts'
import { soundResult } from '../arbitraries/run-result.ts'

describe('layerTables', () => {
  it('has a row for each layer of the last report', () => {
    const { markup } = layerTables([soundResult(), soundResult({ label: 'Adam', layers: [] })])
    const cells = [...markup.matchAll(/<td class="\w+">([^<]*)/g)].map(([, text]) => text)
    assert.deepEqual(cells, ['0.W', '8', '2', '3', '1', '0', '0.250', '0.00100', '12.5', '∞'])
    assert.match(markup, /<h3>K-BFGS, epoch 1\.50/)
    assert.doesNotMatch(markup, /Adam/)
  })

  it('is nothing for methods without layers', () => {
    assert.equal(layerTables([soundResult({ layers: [] })]).markup, '')
  })
})
