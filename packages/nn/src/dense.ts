import { ShapeError } from '@kq/linalg/errors'
import { shapeText } from '@kq/linalg/matrix'
import { track } from '@kq/linalg/scope'
import { affine } from './affine.ts'
import { type Initialisation, initialisations, initialWeights } from './initial-weights.ts'
import type { Layer, LayerContext } from './layer.ts'
import type { Variable } from './tape.ts'

export interface DenseOptions {
  /** How the weights are drawn. @defaultValue `'pytorch'` */
  readonly init?: Initialisation
}

const checkSize = (what: string, size: number): void => {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`dense: ${what} is ${size}; expected a whole number of at least 1`)
  }
}

function checkShapes(
  layer: Layer & { readonly inputs: number; readonly outputs: number },
  weights: Variable | undefined,
  x: Variable,
  { path }: LayerContext,
): asserts weights is Variable {
  const { name, inputs, outputs } = layer
  const where = path === '' ? name : `layer ${path.slice(0, -1)} (${name})`
  if (!weights) {
    throw new TypeError(
      `${where}: the parameters have no '${path}W', ${outputs}×${inputs + 1}: make them with the network's init`,
    )
  }
  if (weights.rows !== outputs || weights.columns !== inputs + 1) {
    throw new ShapeError(
      `${where}: the parameter '${path}W' is ${shapeText(weights)}, expected [W | b] of ${outputs}×${inputs + 1}: ` +
        'were the parameters made for another network?',
    )
  }
  if (x.columns !== inputs) {
    throw new ShapeError(
      `${where}: the input is ${shapeText(x)}, expected n×${inputs}, a sample a row: ` +
        `make it dense(${x.columns}, ${outputs}), or feed it ${inputs} columns`,
    )
  }
  if (x.rows === 0) {
    throw new ShapeError(
      `${where}: the input is ${shapeText(x)}; a batch needs at least one sample`,
    )
  }
}

/**
 * A fully connected layer a = h̄ W̄ᵀ = h Wᵀ + bᵀ. Its one parameter `W` is W̄ = [W | b],
 * d_out×(d_in + 1); it declares its curvature.
 *
 * Weights are drawn in the order that {@link initialWeights} documents.
 *
 * @throws RangeError for a size that is not a positive whole number, or an unknown `init`
 *
 * @example
 * ```ts
 * import { hostEngine } from '@kq/linalg/host'
 * import { createRandom } from '@kq/linalg/random'
 * import { dense } from '@kq/nn/dense'
 *
 * const layer = dense(784, 10, { init: 'glorot-uniform' })
 * const { W } = layer.init(createRandom(1), hostEngine()) // 10×785
 * ```
 */
export function dense(inputs: number, outputs: number, options: DenseOptions = {}): Layer {
  const { init = 'pytorch' } = options
  checkSize('the number of inputs', inputs)
  checkSize('the number of outputs', outputs)
  if (!initialisations.includes(init)) {
    throw new RangeError(`dense: init is '${init}'; expected one of ${initialisations.join(', ')}`)
  }
  const layer = {
    name: `dense ${inputs}→${outputs}`,
    inputs,
    outputs,
    homogeneousInput: true,

    init(random, engine) {
      const weights = initialWeights(init, random, inputs, outputs)
      return { W: track(engine.upload(weights, { rows: outputs, columns: inputs + 1 })) }
    },

    apply({ W }, x, context) {
      checkShapes(layer, W, x, context)
      const preactivation = affine(W, x)
      context.taps.push({ parameter: `${context.path}W`, input: x, preactivation })
      return preactivation
    },
  } satisfies Layer
  return layer
}
