import { engineOf } from '@kq/linalg/as-matrix'
import type { Matrix, MatrixLike } from '@kq/linalg/matrix'
import { scope } from '@kq/linalg/scope'
import { type Layer, type Parameters, rootContext, type Tap, type Variables } from './layer.ts'
import { createTape, type Tape, type Variable, type VariableOptions } from './tape.ts'

/** A network applied to a batch, with all that derivatives and curvature are taken from. */
export interface Forward {
  readonly tape: Tape
  /** The parameters on the tape. */
  readonly variables: Variables
  readonly output: Variable
  /** One for each layer that has curvature, in the order of application. */
  readonly taps: readonly Tap[]
}

/**
 * Applies `network` to a batch, a sample a row, on a tape of its own.
 *
 * @param options - `homogeneous`: the input is [x, 1] already, which saves the first layer a copy
 *
 * @example
 * ```ts
 * import { createRandom } from '@kq/linalg/random'
 * import { hostEngine } from '@kq/linalg/host'
 * import { forward } from '@kq/nn/forward'
 * import { halfMse } from '@kq/nn/half-mse'
 * import { mlp } from '@kq/nn/mlp'
 *
 * const network = mlp([2, 3, 1], { activation: 'tanh' })
 * const parameters = network.init(createRandom(1), hostEngine())
 * const { tape, variables, output } = forward(network, parameters, [[1, 2], [3, 4]])
 * const loss = halfMse(output, [[0], [1]])
 * const [gradient] = tape.gradients(loss, [variables['0.W']]) // 3×3
 * ```
 */
export function forward(
  network: Layer,
  parameters: Parameters,
  input: MatrixLike,
  options: VariableOptions = {},
): Forward {
  const tape = createTape(engineOf([...Object.values(parameters), input]))
  const variables = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, tape.variable(value)]),
  )
  const context = rootContext()
  const output = network.apply(variables, tape.variable(input, options), context)
  return { tape, variables, output, taps: context.taps }
}

/** The network's output alone; everything on the way to it is freed. */
export const predict = (network: Layer, parameters: Parameters, input: MatrixLike): Matrix =>
  scope(() => forward(network, parameters, input).output.value)
