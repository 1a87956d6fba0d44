import assert from 'node:assert/strict'
import { type PaperMethod, paperMethod, paperSettings } from '@kq/optim/presets'
import { cellName } from '../../reproduce/cell.ts'
import { grids, isAtEdge } from '../../reproduce/grids.ts'
import { rungs } from '../../reproduce/halving.ts'
import { cellOf } from './support/fake-result.ts'

const methods = Object.keys(grids) as PaperMethod[]

describe('grids', () => {
  for (const method of methods) {
    const names = grids[method].map((setting) => cellName(cellOf({ method, setting })))

    it(`give ${method} as many settings as the first rung has, all of which it takes`, () => {
      assert.equal(new Set(names).size, rungs[0].settings)
      for (const setting of grids[method]) paperMethod(method, setting)
    })

    it(`have what the paper is remembered to have used for ${method}`, () => {
      for (const settings of Object.values(paperSettings)) {
        assert.ok(names.includes(cellName(cellOf({ method, setting: settings[method] }))))
      }
    })
  }
})

describe('isAtEdge', () => {
  it('knows the lowest and the highest learning rate', () => {
    const edge = (learningRate: number): boolean => isAtEdge('sgd', { learningRate })
    assert.deepEqual([1e-4, 3e-4, 10, 30].map(edge), [true, false, false, true])
  })
})
