import type {
  LineRange,
  LineSearchResult,
  LineSearchSteps,
  LineStart,
  LineValue,
} from '../../src/line-search.ts'
import { backtracking, backtrackingSteps } from '../../src/line-search/backtracking.ts'
import { hagerZhang, hagerZhangSteps } from '../../src/line-search/hager-zhang.ts'
import { moreThuente, moreThuenteSteps } from '../../src/line-search/more-thuente.ts'
import { strongWolfe, strongWolfeSteps } from '../../src/line-search/strong-wolfe.ts'
import type { Phi } from './more-thuente-functions.ts'

/** The options that all searches have. */
export interface SharedOptions extends LineRange {
  readonly sufficientDecrease?: number
  readonly curvature?: number
  readonly maxEvaluations?: number
}

/** A line search, with what it promises. */
export interface TestedSearch {
  readonly name: string
  readonly search: (phi: Phi, options?: SharedOptions) => LineSearchResult
  readonly steps: (start: LineStart, options?: SharedOptions) => LineSearchSteps
  /** Whether a result that is said to be satisfied is so, by the conditions as published. */
  readonly meets: (start: LineValue, found: LineSearchResult, options?: SharedOptions) => boolean
}

/** A few rounding errors of φ(0). */
const slack = ({ value }: LineValue): number => 1e-15 * Math.abs(value)

/** φ(α) ≤ φ(0) + μ α φ′(0). */
const isArmijo = (start: LineValue, { step, value }: LineSearchResult, mu: number): boolean =>
  value - start.value <= mu * step * start.slope + slack(start)

/** φ(α) ≤ φ(0) + ε |φ(0)| and φ′(α) ≤ (2μ − 1) φ′(0). */
const isFlat = (
  start: LineValue,
  { value, slope }: LineSearchResult,
  mu: number,
  rise: number,
): boolean =>
  value - start.value <= rise * Math.abs(start.value) + slack(start) &&
  slope <= (2 * mu - 1) * start.slope * (1 - 1e-15)

const isStrong =
  (mu: number, eta: number): TestedSearch['meets'] =>
  (start, found, { sufficientDecrease = mu, curvature = eta } = {}) =>
    Math.abs(found.slope) <= -curvature * start.slope &&
    (found.status === 'wolfe'
      ? isArmijo(start, found, sufficientDecrease)
      : found.status === 'approximate-wolfe' && isFlat(start, found, sufficientDecrease, 1e-13))

export const lineSearches: readonly TestedSearch[] = [
  {
    name: 'moreThuente',
    search: moreThuente,
    steps: moreThuenteSteps,
    meets: isStrong(1e-4, 0.9),
  },
  {
    name: 'hagerZhang',
    search: hagerZhang,
    steps: hagerZhangSteps,
    meets: (start, found, { sufficientDecrease = 0.1, curvature = 0.9 } = {}) =>
      found.slope >= curvature * start.slope &&
      (found.status === 'wolfe'
        ? isArmijo(start, found, sufficientDecrease)
        : found.status === 'approximate-wolfe' && isFlat(start, found, sufficientDecrease, 1e-6)),
  },
  {
    name: 'strongWolfe',
    search: strongWolfe,
    steps: strongWolfeSteps,
    meets: isStrong(1e-4, 0.9),
  },
  {
    name: 'backtracking',
    search: backtracking,
    steps: backtrackingSteps,
    meets: (start, found, { sufficientDecrease = 1e-4 } = {}) =>
      found.status === 'armijo'
        ? isArmijo(start, found, sufficientDecrease)
        : found.status === 'approximate-wolfe' && isFlat(start, found, sufficientDecrease, 1e-13),
  },
]

/** One of {@link lineSearches}. */
export function lineSearchNamed(name: string): TestedSearch {
  const found = lineSearches.find((search) => search.name === name)
  if (!found) throw new RangeError(`no line search is named ${name}`)
  return found
}
