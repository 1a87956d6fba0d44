import type { Evaluate, LayerStatistics } from '../../src/evaluation.ts'

/** What an optimizer can ask of an evaluation, apart from the loss. */
export type Asked = 'gradients' | Exclude<keyof LayerStatistics, 'parameter'>

/**
 * An evaluate that notes, for each evaluation, what was asked of it.
 *
 * @returns the evaluate, and the list that it writes to
 */
export function counting(evaluate: Evaluate): { evaluate: Evaluate; asked: Set<Asked>[] } {
  const asked: Set<Asked>[] = []
  return {
    asked,
    evaluate: (parameters) => {
      const { loss, gradients, layers } = evaluate(parameters)
      const seen = new Set<Asked>()
      asked.push(seen)
      const noting = (layer: LayerStatistics): LayerStatistics =>
        new Proxy(layer, {
          get: (target, name) => {
            if (name !== 'parameter') seen.add(name as Asked)
            return Reflect.get(target, name, target)
          },
        })
      return {
        loss,
        gradients: () => {
          seen.add('gradients')
          return gradients()
        },
        layers: layers.map(noting),
      }
    },
  }
}
