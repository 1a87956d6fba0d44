import { ShapeError } from '@kq/linalg/errors'
import type { Layer } from './layer.ts'

/** The entries whose names begin with `prefix`, without it. */
const within = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  )

/** Follows the numbers of columns through the layers; returns those at both ends where known. */
function checkSizes(layers: readonly Layer[]): { inputs?: number; outputs?: number } {
  let inputs: number | undefined
  let columns: number | undefined
  let maker = 0
  layers.forEach((layer, index) => {
    if (layer.inputs !== undefined && columns !== undefined && layer.inputs !== columns) {
      throw new ShapeError(
        `sequential: layer ${index} (${layer.name}) takes ${layer.inputs} columns, but layer ${maker} ` +
          `(${layers[maker].name}) makes ${columns}: make the two numbers equal`,
      )
    }
    if (columns === undefined) inputs = layer.inputs
    const made = layer.outputs ?? (columns === undefined ? layer.inputs : undefined)
    if (made !== undefined) {
      columns = made
      maker = index
    }
  })
  return {
    ...(inputs !== undefined && { inputs }),
    ...(columns !== undefined && { outputs: columns }),
  }
}

/**
 * Layers one after the other. Parameters are named by the layer's place, `'0.W'`, `'2.W'`; those of
 * a sequence inside a sequence `'1.0.W'`. Each layer learns whether the next computes with [x, 1].
 *
 * @throws ShapeError if a layer does not take as many columns as the one before it makes
 *
 * @example
 * ```ts
 * import { activation } from '@kq/nn/activation'
 * import { dense } from '@kq/nn/dense'
 * import { relu } from '@kq/nn/relu'
 * import { sequential } from '@kq/nn/sequential'
 *
 * const network = sequential(dense(784, 100), activation(relu), dense(100, 10))
 * ```
 */
export function sequential(...layers: readonly Layer[]): Layer {
  return {
    name: `sequence of ${layers.length} layers`,
    ...checkSizes(layers),
    homogeneousInput: layers[0]?.homogeneousInput ?? false,
    parts: layers,

    init(random, engine) {
      const named = layers.flatMap((layer, index) =>
        Object.entries(layer.init(random, engine)).map(([name, value]) => [
          `${index}.${name}`,
          value,
        ]),
      )
      return Object.fromEntries(named)
    },

    apply(parameters, x, { path, appendOnes, taps }) {
      return layers.reduce((h, layer, index) => {
        const next = layers[index + 1]
        return layer.apply(within(`${index}.`, parameters), h, {
          path: `${path}${index}.`,
          appendOnes: next ? (next.homogeneousInput ?? false) : appendOnes,
          taps,
        })
      }, x)
    },
  }
}
