import type { Elementwise } from './elementwise.ts'
import type { Layer } from './layer.ts'

/**
 * An elementwise function as a layer, without parameters.
 *
 * @example
 * ```ts
 * import { activation } from '@kq/nn/activation'
 * import { tanh } from '@kq/nn/tanh'
 *
 * const layer = activation(tanh)
 * ```
 */
export const activation = (
  elementwise: Elementwise,
  name: string = elementwise.name || 'activation',
): Layer => ({
  name,
  init: () => ({}),
  apply: (_parameters, x, { appendOnes }) => elementwise(x, { appendOnes }),
})
