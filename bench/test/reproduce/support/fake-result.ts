import { problems } from '@kq/cli/problems'
import { paperMethod } from '@kq/optim/presets'
import type { Cell } from '../../../reproduce/cell.ts'
import type { CellResult } from '../../../reproduce/cell-result.ts'

export const cellOf = (part: Partial<Cell> = {}): Cell => ({
  problem: 'mnist',
  data: 'ours',
  method: 'kbfgs',
  setting: { learningRate: 0.3, lambda: 0.3 },
  seed: 1,
  budget: { seconds: 300 },
  ...part,
})

/** A result that no training gave: losses fall from 500 towards `last`. */
export function fakeResult(
  cell: Cell,
  { last = 60, diverged = false }: { last?: number; diverged?: boolean } = {},
): CellResult {
  const optimizer = paperMethod(cell.method, cell.setting)
  const perEpoch = 'seconds' in cell.budget ? 10 : 30
  const epochs = 'seconds' in cell.budget ? cell.budget.seconds / perEpoch : cell.budget.epochs
  const history = Array.from({ length: epochs + 1 }, (_, epoch) => {
    const trainLoss = last + (500 - last) * 0.5 ** epoch
    return {
      iteration: 60 * epoch,
      epoch,
      seconds: perEpoch * epoch,
      trainLoss,
      trainError: trainLoss / 1000,
      testLoss: 1.1 * trainLoss,
      testError: trainLoss / 900,
    }
  })
  const { trainLoss, trainError, testLoss, testError } = history[history.length - 1]
  return {
    cell,
    label: optimizer.name,
    options: optimizer.options,
    layerSizes: problems[cell.problem].layerSizes.join('-'),
    engine: 'engine wasm (float32), relaxed SIMD, 2 threads, 50 GFLOP/s',
    machine: {
      processor: 'a processor',
      cores: 2,
      memoryGiB: 8,
      platform: 'linux x64',
      node: 'v20.20.2',
      date: '2020-01-01',
      load: 1,
      contestants: {},
    },
    iterations: 60 * epochs,
    epochs,
    seconds: perEpoch * epochs,
    rejectedSteps: 0,
    ended: diverged ? 'the loss is not finite' : 'the budget was used up',
    diverged,
    final: diverged ? null : { trainLoss, trainError, testLoss, testError },
    history,
  }
}
