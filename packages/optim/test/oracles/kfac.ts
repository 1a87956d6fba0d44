/* KFAC in plain arrays: damped inverses of running second moments, recomputed on a schedule. */
import { combine, identity, inverse, moment, multiply, type Rows, zeros } from './arrays.ts'
import { type Network, pass, penalized } from './network.ts'

export interface KfacOracleOptions {
  readonly learningRate: number
  readonly lambda: number
  readonly decay: number
  readonly inverseInterval: number
  readonly momentum: number
  readonly l2: number
}

/** A batch with the targets that were drawn for it. */
export interface SampledBatch {
  readonly x: Rows
  readonly t: Rows
  readonly drawn: Rows
}

/** A training run. */
export function kfacOracle(
  network: Network,
  initial: readonly Rows[],
  options: KfacOracleOptions,
  warmBatches: readonly SampledBatch[],
): { weights: Rows[]; step(batch: SampledBatch): void } {
  const { learningRate, lambda, decay, inverseInterval, momentum, l2 } = options
  const run = { weights: [...initial] as Rows[], step }
  const square = (n: number): Rows => zeros(n, n)
  const layers = initial.map((w) => ({
    M: zeros(w.length, w[0].length),
    A: square(w[0].length),
    G: square(w.length),
    inverses: [square(w.length), square(w[0].length)],
  }))
  for (const { x, drawn } of warmBatches) {
    const { h, g } = pass(network, run.weights, x, drawn)
    layers.forEach((layer, l) => {
      layer.A = combine(1, layer.A, 1 / warmBatches.length, moment(h[l]))
      layer.G = combine(1, layer.G, 1 / warmBatches.length, moment(g[l]))
    })
  }
  let i = 0

  function step({ x, t, drawn }: SampledBatch): void {
    const gradients = penalized(pass(network, run.weights, x, t).gradients, l2, run.weights)
    const { h, g } = pass(network, run.weights, x, drawn)
    run.weights = run.weights.map((w, l) => {
      const layer = layers[l]
      layer.M = combine(momentum, layer.M, 1 - momentum, gradients[l])
      layer.A = combine(decay, layer.A, 1 - decay, moment(h[l]))
      layer.G = combine(decay, layer.G, 1 - decay, moment(g[l]))
      if (i <= inverseInterval || i % inverseInterval === 0) {
        layer.inverses = [layer.G, layer.A].map((c) =>
          inverse(combine(1, c, Math.sqrt(lambda), identity(c.length))),
        )
      }
      return combine(
        1,
        w,
        -learningRate,
        multiply(multiply(layer.inverses[0], layer.M), layer.inverses[1]),
      )
    })
    i++
  }
  return run
}
