import assert from 'node:assert/strict'
import { cellName } from '../../reproduce/cell.ts'
import { cellOf } from './support/fake-result.ts'

describe('cellName', () => {
  it('tells all that makes a cell another one', () => {
    const setting = { learningRate: 0.3, lambda: 0.3 }
    const names = [
      {},
      { problem: 'faces' },
      { problem: 'curves', data: 'original' },
      { problem: 'curves' },
      { method: 'kbfgs-l' },
      { setting: { ...setting, lambda: 0.1 } },
      { setting: { ...setting, memory: 30 } },
      { setting: { ...setting, decay: 0.5 } },
      { setting: { learningRate: 1e-4, epsilon: 1e-8 } },
      { seed: 2 },
      { budget: { seconds: 30 } },
      { budget: { epochs: 30 } },
    ].map((part) => cellName(cellOf(part as Parameters<typeof cellOf>[0])))
    assert.deepEqual(names, [
      'mnist/kbfgs/lr0.3-lambda0.3-seed1-300s',
      'faces/kbfgs/lr0.3-lambda0.3-seed1-300s',
      'curves-original/kbfgs/lr0.3-lambda0.3-seed1-300s',
      'curves/kbfgs/lr0.3-lambda0.3-seed1-300s',
      'mnist/kbfgs-l/lr0.3-lambda0.3-seed1-300s',
      'mnist/kbfgs/lr0.3-lambda0.1-seed1-300s',
      'mnist/kbfgs/lr0.3-lambda0.3-memory30-seed1-300s',
      'mnist/kbfgs/lr0.3-lambda0.3-decay0.5-seed1-300s',
      'mnist/kbfgs/lr0.0001-epsilon1e-8-seed1-300s',
      'mnist/kbfgs/lr0.3-lambda0.3-seed2-300s',
      'mnist/kbfgs/lr0.3-lambda0.3-seed1-30s',
      'mnist/kbfgs/lr0.3-lambda0.3-seed1-30epochs',
    ])
  })

  it('does not depend on the order in which a setting is written', () => {
    const turned = { lambda: 0.3, learningRate: 0.3 }
    assert.equal(cellName(cellOf({ setting: turned })), cellName(cellOf()))
  })
})
