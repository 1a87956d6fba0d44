import type { HostMatrix } from '@kq/linalg/host'
import { hostEngine } from '@kq/linalg/host'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { logisticLoss } from '@kq/nn/logistic-loss'
import { mlp } from '@kq/nn/mlp'
import type { Optimizer } from '../../src/optimizer.ts'
import type { Rows } from '../oracles/arrays.ts'
import type { Network } from '../oracles/network.ts'
import { normalRows, type Problem, uniformRows } from './problems.ts'
import { valuesOf } from './values.ts'
import { walk } from './walk.ts'

/** A network of given sizes on random batches, for the library and for the oracles. */
export interface PlainProblem {
  readonly network: Network
  readonly initial: Rows[]
  readonly batches: readonly { readonly inputs: Rows; readonly targets: Rows }[]
  readonly problem: Problem
}

/** Batches of random samples for a network of random weights. */
export function plainProblem(
  sizes: readonly number[],
  {
    loss,
    seed,
    samples,
    batches: count,
  }: { loss: Network['loss']; seed: number; samples: number; batches: number },
): PlainProblem {
  const layers = sizes.slice(1)
  const activations = layers.map((_, l) =>
    l % 2 === 0 && l < layers.length - 1 ? 'tanh' : 'linear',
  )
  const initial = layers.map((d, l) => normalRows(d, sizes[l] + 1, seed + l, 0.6))
  const batches = Array.from({ length: count }, (_, k) => ({
    inputs: normalRows(samples, sizes[0], seed + 20 + k),
    targets: uniformRows(samples, sizes[sizes.length - 1], seed + 40 + k),
  }))
  return {
    network: { activations, loss },
    initial,
    batches,
    problem: {
      model: mlp(sizes, { activation: activations }),
      loss: loss === 'logistic' ? logisticLoss : halfMseLoss,
      initial: valuesOf(Object.fromEntries(initial.map((w, l) => [`${2 * l}.W`, w]))),
      batches,
    },
  }
}

/** What a step showed: by layer, then by name. */
export type Seen = Readonly<Record<string, Rows>>[]

/** A method on a plain problem, on the host in float64, showing its intermediate results. */
export function plainRun(optimizer: Optimizer, { problem }: PlainProblem, warmBatches: number) {
  const walked = walk(optimizer, problem, hostEngine({ poison: true }), { warmBatches })
  const names = Object.keys(problem.initial)
  return {
    async step(): Promise<{ seen: Seen; figures: Record<string, number>; weights: Rows[] }> {
      const seen: Record<string, Rows>[] = names.map(() => ({}))
      const figures = await walked.step({
        observe: (parameter, name, value) => {
          seen[names.indexOf(parameter)][name] = (value as HostMatrix).toArray()
        },
      })
      const weights = names.map((name) => (walked.parameters[name] as HostMatrix).toArray())
      return { seen, figures, weights }
    },
  }
}
