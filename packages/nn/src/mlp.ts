import { activation } from './activation.ts'
import { dense, type DenseOptions } from './dense.ts'
import type { Elementwise } from './elementwise.ts'
import type { Layer } from './layer.ts'
import { linear } from './linear.ts'
import { relu } from './relu.ts'
import { sequential } from './sequential.ts'
import { sigmoid } from './sigmoid.ts'
import { softplus } from './softplus.ts'
import { tanh } from './tanh.ts'

/** The activations that go by a name. */
export type ActivationName = 'linear' | 'relu' | 'sigmoid' | 'softplus' | 'tanh'

const byName: Readonly<Record<ActivationName, Elementwise>> = {
  linear,
  relu,
  sigmoid,
  softplus,
  tanh,
}

export interface MlpOptions extends DenseOptions {
  /**
   * By name or as a function. One for all dense layers but the last, which is then linear; or a
   * list with one for each dense layer, the last too.
   */
  readonly activation: Activation | readonly Activation[]
}

/** An activation by name, or the function itself. */
export type Activation = ActivationName | Elementwise

function activationLayer(given: Activation): Layer {
  if (typeof given === 'function') return activation(given)
  if (Object.hasOwn(byName, given)) return activation(byName[given], given)
  throw new RangeError(
    `mlp: the activation is '${String(given)}'; expected one of ${Object.keys(byName).join(', ')}, or a function`,
  )
}

/**
 * A multilayer perceptron: a dense layer from each size to the next, each followed by its
 * activation. Dense layers are numbers 0, 2, 4, …: the parameters are `'0.W'`, `'2.W'`, `'4.W'`, …
 *
 * @param sizes - columns of the input, of the hidden layers, of the output: at least two numbers
 * @throws RangeError if there are fewer, or a list of activations of another length, or an unknown one
 *
 * @example
 * ```ts
 * import { mlp } from '@kq/nn/mlp'
 *
 * const autoencoder = mlp([784, 100, 30, 100, 784], {
 *   activation: ['relu', 'linear', 'relu', 'linear'],
 * })
 * const classifier = mlp([784, 100, 10], { activation: 'relu', init: 'he-normal' })
 * ```
 */
export function mlp(sizes: readonly number[], options: MlpOptions): Layer {
  const { activation: given, ...denseOptions } = options
  const count = sizes.length - 1
  if (count < 1) {
    throw new RangeError(
      `mlp: the sizes are [${sizes.join(', ')}]; expected at least two, of the input and of the output`,
    )
  }
  const isList = (value: MlpOptions['activation']): value is readonly Activation[] =>
    Array.isArray(value)
  const activations = isList(given)
    ? given
    : sizes.slice(1).map((_, layer) => (layer === count - 1 ? 'linear' : given))
  if (activations.length !== count) {
    throw new RangeError(
      `mlp: ${activations.length} activations for ${count} dense layers (sizes ${sizes.join('-')}); ` +
        'expected one for each, or one activation for all hidden layers',
    )
  }
  return sequential(
    ...activations.flatMap((each, layer) => [
      dense(sizes[layer], sizes[layer + 1], denseOptions),
      activationLayer(each),
    ]),
  )
}
