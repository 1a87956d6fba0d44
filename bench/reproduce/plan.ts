import { methodNames } from '@kq/cli/methods'
import type { ProblemName } from '@kq/cli/problems'
import { type PaperMethod, type PaperSetting, paperSettings } from '@kq/optim/presets'
import { type Cell, cellName } from './cell.ts'
import { type Choice, choose, isTuned, type LossOf, search } from './settings.ts'

/** The parts of the experiment, in the order in which they are run. */
export const parts = ['tuning', 'published', 'comparison', 'sensitivity'] as const
export type Part = (typeof parts)[number]

/** What a reader may change of the plan. */
export interface Wishes {
  /** Seeds 1 … so many, in place of each part's own number. */
  readonly seeds?: number | undefined
  /** In place of the comparison's seconds. */
  readonly seconds?: number | undefined
  /** The problem that is trained on the authors' own file. */
  readonly original?: ProblemName | undefined
}

export interface Plan {
  readonly cells: readonly Cell[]
  /** Cells that cannot be told before others are finished. */
  readonly later: number
}

export const problemNames: readonly ProblemName[] = ['mnist', 'curves', 'faces', 'digits']

/** The comparison: what every method gets. */
const comparison: Readonly<Record<ProblemName, { seconds: number; seeds: number }>> = {
  mnist: { seconds: 300, seeds: 3 },
  curves: { seconds: 150, seeds: 3 },
  faces: { seconds: 300, seeds: 2 },
  digits: { seconds: 150, seeds: 3 },
}

/** What is held against the authors' own curves. */
const published: readonly { method: PaperMethod; epochs: number; seeds: number }[] = [
  { method: 'kbfgs', epochs: 10, seeds: 5 },
  { method: 'kfac', epochs: 10, seeds: 3 },
  { method: 'kbfgs-l', epochs: 5, seeds: 1 },
]

export const heatMap: {
  readonly learningRates: readonly number[]
  readonly lambdas: readonly number[]
} = { learningRates: [0.03, 0.1, 0.3, 1], lambdas: [0.01, 0.03, 0.1, 0.3] }
/** p of K-BFGS(L) and β of the averages of A, each with its default, which names leave out. */
export const memories: readonly number[] = [10, 30, 100, 300]
export const decays: readonly number[] = [0, 0.5, 0.9, 0.99]
const sensitivityEpochs = 2
const middle = { learningRate: 0.3, lambda: 0.3 }

/** The cells that show how much a setting matters, all on MNIST and after as many epochs. */
export const sensitivity: Readonly<Record<'heatMap' | 'memory' | 'decay', readonly Cell[]>> = {
  heatMap: heatMap.learningRates.flatMap((learningRate) =>
    heatMap.lambdas.map((lambda) => mnistCell('kbfgs', { learningRate, lambda })),
  ),
  memory: memories.map((memory) =>
    mnistCell('kbfgs-l', memory === 100 ? middle : { ...middle, memory }),
  ),
  decay: decays.map((decay) => mnistCell('kbfgs', decay === 0.9 ? middle : { ...middle, decay })),
}

function mnistCell(method: PaperMethod, setting: PaperSetting): Cell {
  return {
    problem: 'mnist',
    data: 'ours',
    method,
    setting,
    seed: 1,
    budget: { epochs: sensitivityEpochs },
  }
}

const comparisonCell = (
  problem: ProblemName,
  method: PaperMethod,
  setting: PaperSetting,
  seed: number,
  { original, seconds = comparison[problem].seconds }: Wishes,
): Cell => ({
  problem,
  data: problem === original ? 'original' : 'ours',
  method,
  setting,
  seed,
  budget: { seconds },
})

/** What a method is compared with: a setting that lasts with every seed. */
export const comparedSetting = (
  problem: ProblemName,
  method: PaperMethod,
  lossOf: LossOf,
  wishes: Wishes = {},
): Choice =>
  choose(problem, method, lossOf, (setting) =>
    seedsUpTo(wishes.seeds ?? comparison[problem].seeds).map((seed) =>
      comparisonCell(problem, method, setting, seed, wishes),
    ),
  )

const seedsUpTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1)

/** The cells of a part, whether finished or not. */
export function planOf(part: Part, lossOf: LossOf, wishes: Wishes = {}): Plan {
  const { seeds } = wishes
  switch (part) {
    case 'tuning': {
      const searches = problemNames.flatMap((problem) =>
        methodNames
          .filter((method) => isTuned(problem, method))
          .map((method) => search(problem, method, lossOf)),
      )
      return {
        cells: searches.flatMap(({ cells }) => cells),
        later: searches.reduce((sum, { later }) => sum + later, 0),
      }
    }
    case 'published':
      return {
        cells: published.flatMap(({ method, epochs, seeds: own }) =>
          seedsUpTo(seeds ?? own).map((seed) => ({
            ...mnistCell(method, paperSettings.mnist[method]),
            seed,
            budget: { epochs },
          })),
        ),
        later: 0,
      }
    case 'comparison': {
      const most = seeds ?? Math.max(...Object.values(comparison).map((own) => own.seeds))
      // Seed by seed: what is there when it is interrupted covers all problems.
      const cells = seedsUpTo(most).flatMap((seed) =>
        problemNames
          .filter((problem) => seed <= (seeds ?? comparison[problem].seeds))
          .flatMap((problem) =>
            methodNames.map((method) => {
              const { setting } = comparedSetting(problem, method, lossOf, wishes)
              return comparisonCell(problem, method, setting, seed, wishes)
            }),
          ),
      )
      return { cells, later: 0 }
    }
    case 'sensitivity': {
      // The middle of the heat map is also where the decay has its default.
      const cells = Object.values(sensitivity).flat()
      return {
        cells: [...new Map(cells.map((cell) => [cellName(cell), cell])).values()],
        later: 0,
      }
    }
  }
}
