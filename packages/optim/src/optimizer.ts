/*
 * The machine that every method runs on: momentum, direction, step, and for the quasi-Newton
 * methods a second evaluation of the same batch and the safeguard that it makes free.
 *
 * Goldfarb, Ren, Bahamou, "Practical Quasi-Newton Methods for Training Deep Neural Networks"
 * (NeurIPS 2020), as in the authors' program:
 *
 *   Ḡ  gradient + τ θ        M ← β M + w Ḡ        D  direction from M        θ⁺ = θ − α D
 *
 * Departure: the authors accept θ⁺ whatever its loss. At their own setting that ends in NaN for
 * most random seeds; `onLossIncrease: 'reject'` keeps θ instead and drops the momentum where
 *
 *   loss(θ⁺) > loss(θ) + 0.1 (|loss(θ)| + (τ/2) Σ θ²)     on the same batch, or is not finite
 */
import { fill, zeros } from '@kq/linalg/constant'
import { concat } from '@kq/linalg/concat'
import { abs, add, and, expression, finite, le, mul, sub } from '@kq/linalg/expression'
import { allFinite, dot } from '@kq/linalg/inner-products'
import { map } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { discard, scope } from '@kq/linalg/scope'
import { select } from '@kq/linalg/select'
import type { Evaluate, Evaluation, Matrices } from './evaluation.ts'
import { prefixed, within } from './internal/prefixed.ts'
import type { LayerMeans, Moved, Point, Preconditioner, StepContext } from './preconditioner.ts'

/** What an optimizer remembers between steps: named matrices and counters, all that a checkpoint needs. */
export interface OptimizerState {
  /** Steps taken. */
  readonly step: number
  /** Batches of the warm start. */
  readonly warmBatches: number
  readonly matrices: Matrices
}

/** Figures of a step as one row, so that they cost one read. */
export interface StepReport {
  /** One name a column: `loss`, `trialLoss` (of a second evaluation), `finite`, `accepted`, `LAYER/figure`. */
  readonly names: readonly string[]
  readonly values: Matrix
}

/**
 * What a step came to. Where the figure `finite` is 0 the parameters are those before, and the result is
 * to be dropped: the state has taken in what is not finite, and the one before is still good.
 */
export interface StepResult {
  readonly state: OptimizerState
  readonly parameters: Matrices
  readonly report: StepReport
}

/** Called with intermediate results; what it wants to keep it must copy. */
export type Observe = (parameter: string, name: string, value: Matrix) => void

export interface StepOptions {
  /** In place of the optimizer's own. */
  readonly learningRate?: number
  readonly observe?: Observe
}

/** A training method. Its functions are pure: they return states and change none. */
export interface Optimizer {
  readonly name: string
  /** Every setting, as given or by default. */
  readonly options: Readonly<Record<string, number | string | boolean>>
  /** Whether `warm` has a use. */
  readonly hasWarmStart: boolean
  init(parameters: Matrices): OptimizerState
  /** One batch of the warm start, at the initial parameters: statistics become running means. */
  warm(state: OptimizerState, parameters: Matrices, evaluate: Evaluate): OptimizerState
  step(
    state: OptimizerState,
    parameters: Matrices,
    evaluate: Evaluate,
    options?: StepOptions,
  ): StepResult
  /** By parameter, the size of its curvature state; for error messages. */
  curvatureSizes(state: OptimizerState): Matrices
  /** By parameter, what of its curvature state is worth a look now and then: rows by name. */
  inspect(state: OptimizerState): Readonly<Record<string, Matrices>>
}

/** What all methods share. */
export interface CommonOptions {
  /** α. */
  readonly learningRate: number
  /** τ of the penalty (τ/2) Σ θ², biases included. */
  readonly l2: number
  /** β of the gradient's momentum M ← β M + (1 − dampening) Ḡ. */
  readonly momentum: number
  readonly dampening: number
}

/** How a method is put together. */
export interface OptimizerSpecification<O extends CommonOptions> {
  readonly name: string
  readonly options: O & Optimizer['options']
  /** For parameters of layers that declare their curvature. */
  readonly curved: Preconditioner
  /** For all others. */
  readonly plain: Preconditioner
  /** What to do where the trial loss is not finite or higher than the loss by a tenth. */
  readonly onLossIncrease?: 'reject' | 'accept'
}

const blendMomentum = expression((m, beta, carry, weight, g) =>
  add(mul(mul(beta, carry), m), mul(weight, g)),
)
const penalized = expression((g, tau, theta) => add(g, mul(tau, theta)))
const descend = expression((theta, alpha, d) => sub(theta, mul(alpha, d)))
const bothTrue = expression((a, b) => and(a, b))
// The penalty counts in the tenth: where it holds a fitted model back, tiny losses must be free to rise.
const lossHolds = expression((trial, loss, penalty) =>
  and(finite(trial), le(trial, add(loss, mul(0.1, add(abs(loss), penalty))))),
)
const halfTimes = expression((tau, squares) => mul(mul(0.5, tau), squares))
const sum = expression((a, b) => add(a, b))

const carryKey = 'carry'
const momentumKey = (parameter: string): string => `${parameter}/momentum`

const curvaturePrefix = (parameter: string): string => `${parameter}/curvature.`

/** One parameter's way through a step, up to its new value. */
interface Move {
  readonly parameter: string
  readonly method: Preconditioner
  readonly momentum: Matrix
  /** θ⁺ = θ − α D. */
  readonly next: Matrix
  readonly isFinite: Matrix
  readonly moved: Moved
  readonly means: LayerMeans | undefined
  readonly context: StepContext
}

/** Builds an optimizer from how it turns momentum into a direction. */
export function createOptimizer<O extends CommonOptions>(
  specification: OptimizerSpecification<O>,
): Optimizer {
  const { name, options, curved, plain, onLossIncrease = 'accept' } = specification
  const { l2, momentum, dampening } = options
  const weight = 1 - dampening

  const points = (parameters: Matrices, evaluation: Evaluation): Record<string, Point> => {
    const layers = new Map(evaluation.layers.map((layer) => [layer.parameter, layer]))
    return Object.fromEntries(
      Object.entries(parameters).map(([parameter, value]) => {
        let gradient: Matrix | undefined
        const point: Point = {
          value,
          layer: layers.get(parameter),
          gradient: () => {
            if (!gradient) {
              const unpenalized = gradientOf(evaluation, parameter)
              gradient = penalize(unpenalized, value)
              discard(unpenalized, gradient)
            }
            return gradient
          },
        }
        return [parameter, point]
      }),
    )
  }

  const penalize = (gradient: Matrix, value: Matrix): Matrix =>
    l2 === 0 ? gradient : map(penalized, gradient, l2, value)

  /** (τ/2) Σ θ², 1×1. */
  const penalty = (parameters: Matrices): Matrix | number =>
    l2 === 0
      ? 0
      : scope(() => {
          const squares = Object.values(parameters).map((value) => dot(value, value))
          return map(
            halfTimes,
            l2,
            squares.reduce((a, b) => map(sum, a, b)),
          )
        })

  const methodOf = ({ layer }: Pick<Point, 'layer'>): Preconditioner => (layer ? curved : plain)

  const stateOf = (state: OptimizerState, parameter: string, point: Point): Matrices => {
    const held = within(curvaturePrefix(parameter), state.matrices)
    return Object.keys(held).length > 0 ? held : methodOf(point).init(point.value)
  }

  function move(
    state: OptimizerState,
    parameter: string,
    point: Point,
    means: LayerMeans | undefined,
    learningRate: number,
    observe: Observe | undefined,
  ): Move {
    const method = methodOf(point)
    const context: StepContext = {
      step: state.step,
      warmed: state.warmBatches > 0,
      observe: (figure, value) => observe?.(parameter, figure, value),
    }
    const carry = state.matrices[carryKey] as Matrix
    const held = state.matrices[momentumKey(parameter)] as Matrix
    const m = map(blendMomentum, held, momentum, carry, weight, point.gradient())
    const own = stateOf(state, parameter, point)
    const { direction, state: directed } = method.direct(own, m, point, context)
    context.observe('direction', direction)
    const next = map(descend, point.value, learningRate, direction)
    const result = {
      parameter,
      method,
      momentum: m,
      next,
      isFinite: allFinite(next),
      moved: method.absorb?.(directed, point, context) ?? { state: directed },
      means,
      context,
    }
    // The largest of what is not needed any more; the scope's end would be long after its peak.
    discard([direction, point.gradient()], [result.momentum, result.moved])
    return result
  }

  /** By parameter, what `look` makes of its curvature state; nothing where that is not there. */
  const ofCurved = <T>(
    { matrices }: OptimizerState,
    look: ((own: Matrices) => T) | undefined,
  ): Record<string, T> => {
    const found: Record<string, T> = {}
    if (!look) return found
    const names = new Set(Object.keys(matrices).map((key) => key.split('/curvature.')[0] as string))
    for (const parameter of names) {
      const own = within(curvaturePrefix(parameter), matrices)
      if (Object.keys(own).length > 0) found[parameter] = look(own)
    }
    return found
  }

  return {
    name,
    options,
    hasWarmStart: curved.warm !== undefined || plain.warm !== undefined,

    init(parameters) {
      const matrices: Record<string, Matrix> = {}
      for (const [parameter, value] of Object.entries(parameters)) {
        matrices[momentumKey(parameter)] = zeros(value.rows, value.columns, value.engine)
        matrices[carryKey] ??= fill(1, 1, 1, value.engine)
      }
      return { step: 0, warmBatches: 0, matrices }
    },

    warm(state, parameters, evaluate) {
      return scope(() => {
        const k = state.warmBatches + 1
        const matrices: Record<string, Matrix> = { ...state.matrices }
        for (const [parameter, point] of Object.entries(points(parameters, evaluate(parameters)))) {
          const own = stateOf(state, parameter, point)
          Object.assign(
            matrices,
            prefixed(curvaturePrefix(parameter), methodOf(point).warm?.(own, point, k) ?? own),
          )
        }
        return { ...state, warmBatches: k, matrices }
      })
    },

    step(state, parameters, evaluate, { learningRate = options.learningRate, observe } = {}) {
      return scope(() => {
        const first = scope(() => {
          const evaluation = evaluate(parameters)
          const all = Object.entries(points(parameters, evaluation))
          // Before the gradients of the weights, which start from what these need.
          const means = all.map(([, point]) =>
            methodOf(point).compare && point.layer ? meansOf(point.layer) : undefined,
          )
          const moves = all.map(([parameter, point], index) =>
            move(state, parameter, point, means[index], learningRate, observe),
          )
          const isFinite = moves
            .map(({ isFinite }) => isFinite)
            .reduce((a, b) => map(bothTrue, a, b), allFinite(evaluation.loss))
          return { loss: evaluation.loss, moves, isFinite }
        })
        const { moves, isFinite } = first
        const candidate = Object.fromEntries(moves.map(({ parameter, next }) => [parameter, next]))
        const compared = moves.some(({ method, means }) => means && method.compare)
          ? scope(() =>
              compareAll(
                moves,
                trialOf(moves, () => evaluate(candidate)),
              ),
            )
          : undefined
        const accepted =
          compared && onLossIncrease === 'reject'
            ? map(
                bothTrue,
                isFinite,
                map(lossHolds, compared.loss, first.loss, penalty(parameters)),
              )
            : isFinite

        const matrices: Record<string, Matrix> = { [carryKey]: accepted }
        const report: [string, Matrix][] = [
          ['loss', first.loss],
          ...(compared ? [['trialLoss', compared.loss] as [string, Matrix]] : []),
          ['finite', isFinite],
          ['accepted', accepted],
        ]
        moves.forEach(({ parameter, momentum: m, moved, isFinite: ownFinite }, index) => {
          const last = compared?.moved[index] ?? moved
          matrices[momentumKey(parameter)] = m
          Object.assign(matrices, prefixed(curvaturePrefix(parameter), last.state))
          report.push([`${parameter}/finite`, ownFinite])
          for (const figures of [moved.report, last === moved ? undefined : last.report]) {
            for (const [figure, value] of Object.entries(figures ?? {})) {
              report.push([`${parameter}/${figure}`, value])
            }
          }
        })
        return {
          state: {
            ...state,
            step: state.step + 1,
            matrices,
          },
          parameters: Object.fromEntries(
            moves.map(({ parameter, next }) => [
              parameter,
              select(accepted, next, parameters[parameter] as Matrix),
            ]),
          ),
          report: {
            names: report.map(([figure]) => figure),
            values: concat('columns', ...report.map(([, value]) => value)),
          },
        }
      })
    },

    curvatureSizes: (state) => ofCurved(state, curved.size),

    inspect: (state) => ofCurved(state, curved.inspect),
  }
}

const meansOf = ({ meanPreactivation, meanGradient }: LayerMeans): LayerMeans => ({
  meanPreactivation,
  meanGradient,
})

function gradientOf(evaluation: Evaluation, parameter: string): Matrix {
  const gradient = evaluation.gradients()[parameter]
  if (gradient) return gradient
  throw new TypeError(
    `the evaluation has no gradient for the parameter ${parameter}; it has ${Object.keys(evaluation.gradients()).join(', ')}`,
  )
}

/** What a second evaluation is made for; its activations are freed before it is put to use. */
interface Trial {
  readonly loss: Matrix
  readonly means: Readonly<Record<string, LayerMeans>>
}

function trialOf(moves: readonly Move[], evaluation: () => Evaluation): Trial {
  const comparing = new Set(moves.flatMap(({ means, parameter }) => (means ? [parameter] : [])))
  return scope(() => {
    const { loss, layers } = evaluation()
    const means = layers
      .filter(({ parameter }) => comparing.has(parameter))
      .map((layer) => [layer.parameter, meansOf(layer)])
    return { loss, means: Object.fromEntries(means) as Trial['means'] }
  })
}

interface Compared {
  readonly loss: Matrix
  /** In the order of the moves; undefined where the method does not compare. */
  readonly moved: readonly (Moved | undefined)[]
}

/** Every method that compares, with the means of its layer at the new parameters. */
function compareAll(moves: readonly Move[], trial: Trial): Compared {
  const moved = moves.map(({ method, means, moved: { state }, parameter, context }) => {
    const own = trial.means[parameter]
    return means && own && method.compare?.(state, means, own, context)
  })
  return { loss: trial.loss, moved }
}
