import type { ProblemName } from '@kq/cli/problems'
import type { PaperMethod, PaperSetting } from '@kq/optim/presets'

/** How long a cell trains: so many seconds, evaluation apart, or so many epochs. */
type Budget = { readonly seconds: number } | { readonly epochs: number }

/** One training run of the paper's comparison. Its results are found by what it is, and kept. */
export interface Cell {
  readonly problem: ProblemName
  /** `'original'` where the authors' own file took the place of ours. */
  readonly data: 'ours' | 'original'
  readonly method: PaperMethod
  readonly setting: PaperSetting
  readonly seed: number
  readonly budget: Budget
}

/** As settings appear in names, in this order. */
const settingWords = {
  learningRate: 'lr',
  lambda: 'lambda',
  epsilon: 'epsilon',
  memory: 'memory',
  decay: 'decay',
} as const satisfies Readonly<Record<keyof PaperSetting, string>>

const settingText = (setting: PaperSetting): string =>
  (Object.keys(settingWords) as (keyof PaperSetting)[])
    .filter((key) => setting[key] !== undefined)
    .map((key) => `${settingWords[key]}${setting[key]}`)
    .join('-')

const budgetText = (budget: Budget): string =>
  'seconds' in budget ? `${budget.seconds}s` : `${budget.epochs}epochs`

/** Where a cell's files are, and its name for people: `mnist/kbfgs/lr0.3-lambda0.3-seed1-300s`. */
export const cellName = ({ problem, data, method, setting, seed, budget }: Cell): string =>
  [
    data === 'ours' ? problem : `${problem}-original`,
    method,
    `${settingText(setting)}-seed${seed}-${budgetText(budget)}`,
  ].join('/')
