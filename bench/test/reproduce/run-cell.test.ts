import assert from 'node:assert/strict'
import { engines } from '@kq/cli/engines'
import { makeCurves } from '@kq/data/curves'
import type { Engine } from '@kq/linalg/engine'
import { openEngine } from '@kq/linalg/open-engine'
import type { Cell } from '../../reproduce/cell.ts'
import type { CellResult } from '../../reproduce/cell-result.ts'
import { runCell } from '../../reproduce/run-cell.ts'
import { cellOf } from './support/fake-result.ts'

describe('runCell', function () {
  this.timeout(60_000)
  const data = makeCurves({ trainRows: 2000, testRows: 100 })
  let engine: Engine

  before(async () => {
    ;({ engine } = await openEngine({ engines: engines.wasm, threads: 1 }))
  })

  let warmed: number[]

  const run = (
    part: Partial<Cell>,
    stopAfter = Number.POSITIVE_INFINITY,
  ): Promise<CellResult | undefined> => {
    const signal = { aborted: false }
    warmed = []
    return runCell(cellOf({ problem: 'curves', ...part }), {
      data,
      engine,
      engineText: 'an engine',
      signal,
      onEvent: (event) => {
        if (event.kind === 'warm') warmed.push(event.batches)
        if (event.kind === 'step') signal.aborted = event.iteration >= stopAfter
      },
    })
  }

  it('evaluates each epoch of a cell by epochs, and warms up on all batches', async () => {
    const result = await run({ budget: { epochs: 2 } })
    assert.ok(result)
    assert.deepEqual(
      result.history.map(({ epoch, iteration }) => [epoch, iteration]),
      [
        [0, 0],
        [1, 2],
        [2, 4],
      ],
    )
    assert.deepEqual(warmed, [2, 2])
    const { final, history, diverged, iterations, label } = result
    assert.deepEqual([diverged, iterations, label], [false, 4, 'K-BFGS'])
    assert.ok(history[0].trainLoss > 540 && history[2].trainLoss < 540)
    const { trainLoss, trainError, testLoss, testError } = history[2]
    assert.deepEqual(final, { trainLoss, trainError, testLoss, testError })
  })

  it('gives the same losses for the same cell and others for another seed', async () => {
    const part: Partial<Cell> = {
      method: 'sgd',
      setting: { learningRate: 0.1 },
      budget: { epochs: 1 },
    }
    const [one, again, other] = [await run(part), await run(part), await run({ ...part, seed: 2 })]
    assert.deepEqual(again?.final, one?.final)
    assert.notDeepEqual(other?.final, one?.final)
  })

  it('trains for the seconds of a trial, and evaluates it at its end', async () => {
    const result = await run({
      method: 'adam',
      setting: { learningRate: 1e-3 },
      budget: { seconds: 0.3 },
    })
    assert.ok(result && result.seconds >= 0.3 && result.seconds < 5)
    assert.deepEqual(
      result.history.map(({ iteration }) => iteration),
      [result.iterations],
    )
    assert.ok(result.final?.testLoss)
  })

  it('has no result where it was stopped', async () => {
    assert.equal(await run({ budget: { epochs: 3 } }, 1), undefined)
  })

  it('takes divergence for a result', async () => {
    const result = await run({
      method: 'sgd',
      setting: { learningRate: 1e30 },
      budget: { epochs: 3 },
    })
    assert.ok(result?.diverged)
    assert.equal(result.final, null)
    assert.match(result.ended, /not finite/)
  })
})
