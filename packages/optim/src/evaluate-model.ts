/*
 * From a model and its loss to the evaluations that optimizers ask for: one forward pass, and of
 * the backward pass only what is asked.
 */
import { expression } from '@kq/linalg/expression'
import { gemm } from '@kq/linalg/gemm'
import { gram } from '@kq/linalg/gram'
import { reduce } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { transpose } from '@kq/linalg/transpose'
import { forward } from '@kq/nn/forward'
import type { Layer, Tap } from '@kq/nn/layer'
import type { Loss } from '@kq/nn/loss'
import type { Evaluate, LayerStatistics } from './evaluation.ts'

/** Inputs and targets of n samples, one a row. */
export interface Batch {
  readonly inputs: Matrix
  readonly targets: Matrix
  /** Whether ones are appended to the inputs. @defaultValue `false` */
  readonly homogeneous?: boolean
}

/** Targets drawn from the model's predictive distribution at these outputs. */
export type SampleTargets = (output: Matrix) => Matrix

export interface EvaluateModelOptions {
  readonly model: Layer
  readonly loss: Loss
  /** Needed by methods that sample (KFAC). */
  readonly sampleTargets?: SampleTargets
}

const same = expression((x) => x)

/** Column means as a column. */
const meanOfRows = (a: Matrix): Matrix => transpose(reduce('mean', 'rows', same, a))

/** Column sums as a column. */
const sumOfRows = (a: Matrix): Matrix => transpose(reduce('sum', 'rows', same, a))

/** The value of `make`, made when first asked for. */
const lazy = <T>(make: () => T): (() => T) => {
  let value: { readonly made: T } | undefined
  return () => {
    value ??= { made: make() }
    return value.made
  }
}

/**
 * An {@link Evaluate} for one batch. Everything that it returns belongs to the caller's scope.
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { hostEngine } from '@kq/linalg/host'
 * import { createRandom } from '@kq/linalg/random'
 * import { logisticLoss } from '@kq/nn/logistic-loss'
 * import { mlp } from '@kq/nn/mlp'
 * import { evaluateModel } from '@kq/optim/evaluate-model'
 *
 * const engine = hostEngine()
 * const model = mlp([2, 3, 2], { activation: 'relu' })
 * const inputs = matrix([[0, 1], [1, 0]], engine)
 * const evaluate = evaluateModel({ model, loss: logisticLoss }, { inputs, targets: inputs })
 * const { loss, gradients } = evaluate(model.init(createRandom(1), engine))
 * ```
 */
export function evaluateModel(options: EvaluateModelOptions, batch: Batch): Evaluate {
  const { model, loss, sampleTargets } = options
  const { inputs, targets, homogeneous = false } = batch
  return (parameters) => {
    const { tape, variables, output, taps } = forward(model, parameters, inputs, { homogeneous })
    const total = loss.apply(output, targets)
    const preactivations = taps.map(({ preactivation }) => preactivation)

    const sampledCotangents = lazy(() => {
      if (!sampleTargets) {
        throw new TypeError(
          'the optimizer samples targets from the model, but the loss cannot: give it a `sample`, or use another method',
        )
      }
      const sampled = loss.apply(output, sampleTargets(output.value))
      return tape.gradients(sampled, preactivations)
    })

    return {
      loss: total.value,
      gradients: lazy(() => {
        const gradients = tape.gradients(total, Object.values(variables))
        return Object.fromEntries(Object.keys(variables).map((name, k) => [name, gradients[k]]))
      }),
      layers: taps.map((tap, index) =>
        statistics(
          tap,
          inputs.rows,
          () => tape.gradients(total, preactivations)[index],
          () => sampledCotangents()[index],
        ),
      ),
    }
  }
}

/** The loss is a mean over n samples, so a sample's own gradient is n times its cotangent. */
function statistics(
  { parameter, input, preactivation }: Tap,
  n: number,
  cotangent: () => Matrix,
  sampledCotangent: () => Matrix,
): LayerStatistics {
  const meanInput = lazy(() => meanOfRows(input.homogeneous))
  const meanPreactivation = lazy(() => meanOfRows(preactivation.value))
  const meanGradient = lazy(() => sumOfRows(cotangent()))
  const blended = (x: Matrix, scale: number, running: Matrix | undefined, beta: number): Matrix =>
    running ? gram(x, { alpha: (1 - beta) * scale, beta, c: running }) : gram(x, { alpha: scale })
  return {
    parameter,
    get meanInput(): Matrix {
      return meanInput()
    },
    get meanPreactivation(): Matrix {
      return meanPreactivation()
    },
    get meanGradient(): Matrix {
      return meanGradient()
    },
    inputMoment: (running, beta = 0) => blended(input.homogeneous, 1 / n, running, beta),
    inputMomentTimes: (v) =>
      gemm(input.homogeneous, gemm(input.homogeneous, v), { transposeA: true, alpha: 1 / n }),
    sampledGradientMoment: (running, beta = 0) => blended(sampledCotangent(), n, running, beta),
  }
}
