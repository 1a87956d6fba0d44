import { combine, multiply, type Rows, transposed } from './arrays.ts'

/** A multilayer perceptron in plain arrays; weights are W̄ = [W | b]. */
export interface Network {
  /** Smooth ones: at a kink, rounding decides. */
  readonly activations: readonly ('tanh' | 'linear')[]
  readonly loss: 'logistic' | 'half-mse'
}

/** What a batch gives at some weights, a sample a row. */
export interface Pass {
  readonly loss: number
  /** By layer: input with a 1 appended. */
  readonly h: readonly Rows[]
  /** By layer: pre-activation. */
  readonly a: readonly Rows[]
  /** By layer: derivative of each sample's own loss with respect to a. */
  readonly g: readonly Rows[]
  /** By layer: derivative of the mean loss with respect to W̄. */
  readonly gradients: readonly Rows[]
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

/** Forwards and backwards, by the textbook. */
export function pass(
  { activations, loss }: Network,
  weights: readonly Rows[],
  x: Rows,
  t: Rows,
): Pass {
  const n = x.length
  const h: Rows[] = []
  const a: Rows[] = []
  let z = x
  weights.forEach((w, l) => {
    h.push(z.map((row) => [...row, 1]))
    a.push(multiply(h[l], transposed(w)))
    z = a[l].map((row) => row.map((v) => (activations[l] === 'tanh' ? Math.tanh(v) : v)))
  })
  const total = z
    .flatMap((row, i) =>
      row.map((v, j) =>
        loss === 'logistic'
          ? Math.max(v, 0) - v * t[i][j] + Math.log1p(Math.exp(-Math.abs(v)))
          : (v - t[i][j]) ** 2 / 2,
      ),
    )
    .reduce((sum, v) => sum + v, 0)
  let back = z.map((row, i) => row.map((v, j) => (loss === 'logistic' ? sigmoid(v) : v) - t[i][j]))
  const g: Rows[] = []
  for (let l = weights.length - 1; l >= 0; l--) {
    g[l] = back.map((row, i) =>
      row.map((v, j) => (activations[l] === 'tanh' ? v * (1 - Math.tanh(a[l][i][j]) ** 2) : v)),
    )
    const withoutBias = weights[l].map((row) => row.slice(0, -1))
    back = multiply(g[l], withoutBias)
  }
  const gradients = h.map((input, l) =>
    multiply(transposed(g[l]), input).map((row) => row.map((v) => v / n)),
  )
  return { loss: total / n, h, a, g, gradients }
}

/** The gradients with the L2 term. */
export const penalized = (
  gradients: readonly Rows[],
  tau: number,
  weights: readonly Rows[],
): Rows[] => gradients.map((gradient, l) => combine(1, gradient, tau, weights[l]))
