/**
 * What line searches have in common. A line search looks along φ(α) = f(x + α d), φ′(0) < 0, for a
 * step α > 0 that is good enough. It is a generator: it yields steps and goes on with φ and φ′ there,
 * so that it serves functions that return at once and functions that do not.
 */

/** φ(α) and φ′(α). NaN or +∞ mean that α is too far. */
export interface LineValue {
  readonly value: number
  readonly slope: number
}

/** φ(0) and φ′(0), and the step to try first. */
export interface LineStart extends LineValue {
  readonly initialStep: number
  /** The longest step allowed. @defaultValue `1e20` */
  readonly maxStep?: number | undefined
}

/** What a line search along a function of the caller's own may be told of its steps. */
export interface LineRange {
  /** The step to try first. @defaultValue `1` */
  readonly initialStep?: number | undefined
  /** The longest step allowed. @defaultValue `1e20` */
  readonly maxStep?: number | undefined
}

/**
 * Why a line search ended.
 *
 * | status | what happened |
 * |---|---|
 * | `'wolfe'` | the step meets the conditions that the search states |
 * | `'armijo'` | φ is low enough there, and no more was asked |
 * | `'approximate-wolfe'` | it meets them by its slopes; its decrease is lost in rounding |
 * | `'interval-small'` | the steps that are left are too close to each other |
 * | `'max-step'` | φ still falls at the longest step |
 * | `'max-evaluations'` | its evaluations are spent |
 */
export type LineSearchStatus =
  | 'wolfe'
  | 'armijo'
  | 'approximate-wolfe'
  | 'interval-small'
  | 'max-step'
  | 'max-evaluations'

/** What a line search found: where `satisfied` the last step yielded, else the lowest. */
export interface LineSearchResult extends LineValue {
  /** α; 0 if no step lowers φ. */
  readonly step: number
  /** Evaluations of φ, that at 0 not among them. */
  readonly evaluations: number
  /** Whether the conditions that the search states are met. */
  readonly satisfied: boolean
  readonly status: LineSearchStatus
}

/** Yields steps, goes on with φ and φ′ there. */
export type LineSearchSteps = Generator<number, LineSearchResult, LineValue>

/** A line search as minimisers take it. */
export type LineSearch = (start: LineStart) => LineSearchSteps
