import type { ChartSeries } from '@kq/cli/line-chart'
import type { EvaluationRecord } from '@kq/optim/training-events'
import type { CellResult } from '../cell-result.ts'
import { spreadOf } from './spread.ts'

/** What may be on either axis. */
export type Axis = 'seconds' | 'epoch'
export type Quantity = 'trainLoss' | 'testLoss' | 'testError'

/**
 * The median over seeds at each evaluation that all of them have, and the band that they span; of a
 * single seed the curve alone.
 */
export function curveOf(
  results: readonly CellResult[],
  along: Axis,
  quantity: Quantity,
): Pick<ChartSeries, 'points' | 'band'> {
  const count = Math.min(...results.map(({ history }) => history.length))
  const at = (index: number, of: keyof EvaluationRecord): ReturnType<typeof spreadOf> =>
    spreadOf(results.map(({ history }) => history[index][of]))
  const places = Array.from({ length: count }, (_, index) => ({
    x: at(index, along).median,
    y: at(index, quantity),
  }))
  const points = places.map(({ x, y }) => [x, y.median] as const)
  return results.length < 2
    ? { points }
    : { points, band: places.map(({ x, y }) => [x, y.low, y.high] as const) }
}
