import type { Cell } from './cell.ts'

/** Seconds of an epoch before any was measured: MNIST on two cores. */
const epochSeconds = 30

const plannedSeconds = ({ budget }: Cell): number =>
  'seconds' in budget ? budget.seconds : budget.epochs * epochSeconds

/** Foretells how long cells take, by how long others took. */
export interface Forecast {
  /** Seconds for all these cells. */
  secondsFor(cells: readonly Cell[]): number
  /** Takes in that a cell took so long, data and evaluation included. */
  learn(cell: Cell, seconds: number): void
}

/**
 * Assumes that a cell takes as many times its budget as those before it. Cells by epochs and by
 * seconds are told apart, since an epoch is a guess.
 */
export function createForecast(): Forecast {
  const spent = { seconds: { planned: 0, real: 0 }, epochs: { planned: 0, real: 0 } }
  const kind = ({ budget }: Cell): keyof typeof spent =>
    'seconds' in budget ? 'seconds' : 'epochs'
  const factor = (of: keyof typeof spent): number => {
    const { planned, real } = spent[of]
    // Evaluation takes about a tenth of the training.
    return planned > 0 ? real / planned : 1.1
  }
  return {
    secondsFor: (cells) =>
      cells.reduce((sum, cell) => sum + plannedSeconds(cell) * factor(kind(cell)), 0),
    learn(cell, seconds) {
      spent[kind(cell)].planned += plannedSeconds(cell)
      spent[kind(cell)].real += seconds
    },
  }
}
