import type { Matrices } from './evaluation.ts'
import { conditionOf } from './internal/condition-estimate.ts'
import { concat } from '@kq/linalg/concat'
import { read } from '@kq/linalg/read'
import { free, scope } from '@kq/linalg/scope'
import type { LayerTallies } from './internal/layer-tally.ts'

/** How the curvature of a layer fares: counts since the epoch began, figures of this moment. */
export interface LayerReport {
  /** The name of W̄ among the parameters. */
  readonly parameter: string
  /** Steps since the epoch began. */
  readonly steps: number
  /** Steps in which Powell's damping on H_g (D1) acted. */
  readonly powell: number
  /** Steps in which the second damping (D2, or the shift in its place) acted. */
  readonly second: number
  /** Steps whose pair for H_g was skipped, for whatever reason. */
  readonly outputSkipped: number
  /** Steps whose pair for H_a was skipped. */
  readonly inputSkipped: number
  /** ‖s̄‖, the averaged change of the mean pre-activation; NaN for methods without pairs. */
  readonly sNorm: number
  /** ‖ȳ‖, the averaged change of the mean gradient. */
  readonly yNorm: number
  /** λmax / λmin of the output factor (H_g), estimated from below; NaN before it is there. */
  readonly outputCondition: number
  /** The same of the input factor (H_a). */
  readonly inputCondition: number
}

/**
 * Reads what an optimizer shows of its layers, all in one row, and joins it with the counts.
 *
 * @param inspect - by layer and name, rows on the engine: see `inspect` of an optimizer
 */
export async function layerReports(
  inspect: () => Readonly<Record<string, Matrices>>,
  tallies: LayerTallies,
): Promise<LayerReport[]> {
  const { places, row } = scope(() => {
    const inspected = inspect()
    const all = Object.entries(inspected).flatMap(([parameter, figures]) =>
      Object.entries(figures).map(([name, value]) => ({ parameter, name, value })),
    )
    return {
      places: all.map(({ parameter, name, value }) => ({ parameter, name, width: value.columns })),
      row: all.length > 0 ? concat('columns', ...all.map(({ value }) => value)) : undefined,
    }
  })
  if (!row) return []
  const values = await read(row)
  free(row)
  const figures = new Map<string, Map<string, typeof values>>()
  let at = 0
  for (const { parameter, name, width } of places) {
    const own = figures.get(parameter) ?? new Map<string, typeof values>()
    figures.set(parameter, own.set(name, values.slice(at, at + width)))
    at += width
  }
  return [...figures].map(([parameter, own]) => {
    const number = (name: string): number => own.get(name)?.[0] ?? Number.NaN
    const condition = (name: string): number => conditionOf(own.get(name) ?? [Number.NaN])
    const none = { steps: 0, powell: 0, second: 0, outputSkipped: 0, inputSkipped: 0 }
    return {
      parameter,
      ...(tallies[parameter] ?? none),
      sNorm: number('output.s'),
      yNorm: number('output.y'),
      outputCondition: condition('output.spectrum'),
      inputCondition: condition('input.spectrum'),
    }
  })
}
