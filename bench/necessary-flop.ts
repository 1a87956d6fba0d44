/*
 * The least arithmetic that one training iteration of a method needs, in floating-point operations:
 * a multiplication and an addition count as two, a symmetric result by its half, no gradient of the
 * network's input, no weight gradient in a second evaluation. Elementwise work is left out.
 *
 * For layers d_i → d_o and m samples, n = d_i + 1 with the appended 1:
 *
 *   forward               2 m d_i d_o
 *   back to the layers    2 m d_i d_o, but for the first layer
 *   weight gradients      2 m d_i d_o
 *   A                     m n²            G (KFAC)              m d_o²
 *   D = L M R             2 d_o² n + 2 d_o n²
 *   D of K-BFGS(L)        8 p d_o n + 2 d_o n², with p pairs
 *   A s of 'minibatch'    4 m n
 *
 * A first evaluation is forward, back to the layers and weight gradients; a second one, at the next
 * parameters, is forward and back. In 10⁹, with m = 1000 and p = 100:
 *
 *                                                               MNIST  CURVES  FACES
 *   Adam              first                                      15.4     4.4   42.7
 *   K-BFGS            first + second + A + D                     37.4     9.9  121.4
 *   … 'minibatch'     first + second + A s + D                   34.2     8.9  110.5
 *   K-BFGS(L)         first + second + A + D of K-BFGS(L)        35.2     9.7  107.3
 *   KFAC              first + back, for sampled targets + A + G + D
 *                                                                35.0     9.3  117.2
 */

export type StepMethod = 'kbfgs' | 'kbfgs-minibatch' | 'kbfgs-l' | 'kfac' | 'adam'

const sum = (
  layerSizes: readonly number[],
  term: (dIn: number, dOut: number, layer: number) => number,
): number =>
  layerSizes
    .slice(1)
    .reduce((total, dOut, layer) => total + term(layerSizes[layer], dOut, layer), 0)

/** FLOP of one iteration; KFAC's inverses, which it does not compute in every iteration, not included. */
export function necessaryFlop(
  method: StepMethod,
  layerSizes: readonly number[],
  m: number,
  pairs: number = 100,
): number {
  const forward = sum(layerSizes, (i, o) => 2 * m * i * o)
  const back = sum(layerSizes, (i, o, layer) => (layer === 0 ? 0 : 2 * m * i * o))
  const first = forward + back + forward
  const inputMoments = sum(layerSizes, (i) => m * (i + 1) ** 2)
  const outputMoments = sum(layerSizes, (_, o) => m * o * o)
  const right = sum(layerSizes, (i, o) => 2 * o * (i + 1) ** 2)
  const left = sum(layerSizes, (i, o) => 2 * o * o * (i + 1))
  const leftByPairs = sum(layerSizes, (i, o) => 8 * pairs * o * (i + 1))
  const action = sum(layerSizes, (i) => 4 * m * (i + 1))
  switch (method) {
    case 'adam':
      return first
    case 'kbfgs':
      return first + forward + back + inputMoments + left + right
    case 'kbfgs-minibatch':
      return first + forward + back + action + left + right
    case 'kbfgs-l':
      return first + forward + back + inputMoments + leftByPairs + right
    case 'kfac':
      return first + back + inputMoments + outputMoments + left + right
  }
}
