import type { StepFigures } from '../training-events.ts'

/** How often something happened in a layer: plain data. */
interface LayerTally {
  readonly steps: number
  readonly powell: number
  readonly second: number
  readonly outputSkipped: number
  readonly inputSkipped: number
}

/** By parameter. */
export type LayerTallies = Readonly<Record<string, LayerTally>>

/** The counts after one more step. Layers that report no curvature pairs have none. */
export function tallied(tallies: LayerTallies, figures: StepFigures): LayerTallies {
  const next: Record<string, LayerTally> = { ...tallies }
  for (const name of Object.keys(figures)) {
    if (!name.endsWith('/finite')) continue
    const parameter = name.slice(0, -'/finite'.length)
    const happened = (figure: string): number =>
      Number((figures[`${parameter}/${figure}`] ?? 0) > 0)
    const held = next[parameter]
    next[parameter] = {
      steps: (held?.steps ?? 0) + 1,
      powell: (held?.powell ?? 0) + happened('powell'),
      second: (held?.second ?? 0) + happened('second'),
      outputSkipped: (held?.outputSkipped ?? 0) + happened('outputStatus'),
      inputSkipped: (held?.inputSkipped ?? 0) + happened('inputStatus'),
    }
  }
  return next
}
