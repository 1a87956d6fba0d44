/*
 * Initial weights of a dense layer of d_in inputs and d_out outputs; U(a) is uniform on (−a, a),
 * N(σ) normal of mean 0 and standard deviation σ.
 *
 *   pytorch          U(1/√d_in), biases too: the default of PyTorch's linear layer
 *   glorot-uniform   U(√(6/(d_in + d_out)))   Glorot and Bengio, AISTATS 2010, equation 16
 *   glorot-normal    N(√(2/(d_in + d_out)))   ibid., equation 12
 *   he-uniform       U(√(6/d_in))             He, Zhang, Ren, Sun, ICCV 2015, equation 10
 *   he-normal        N(√(2/d_in))             ibid.
 */
import type { Random } from '@kq/linalg/random'

/** The rules that weights are drawn by. */
export type Initialisation =
  | 'pytorch'
  | 'glorot-uniform'
  | 'glorot-normal'
  | 'he-uniform'
  | 'he-normal'

type Draw = (out: Float64Array, random: Random, inputs: number, outputs: number) => void

const uniform = (out: Float64Array, random: Random, bound: number): void =>
  random.fillUniform(out, -bound, bound)

const draws: Readonly<Record<Initialisation, Draw>> = {
  pytorch: (out, random, inputs) => uniform(out, random, Math.sqrt(1 / inputs)),
  'glorot-uniform': (out, random, inputs, outputs) =>
    uniform(out, random, Math.sqrt(6 / (inputs + outputs))),
  'glorot-normal': (out, random, inputs, outputs) =>
    random.fillNormal(out, 0, Math.sqrt(2 / (inputs + outputs))),
  'he-uniform': (out, random, inputs) => uniform(out, random, Math.sqrt(6 / inputs)),
  'he-normal': (out, random, inputs) => random.fillNormal(out, 0, Math.sqrt(2 / inputs)),
}

/** All of {@link Initialisation}. */
export const initialisations: readonly Initialisation[] = Object.keys(draws) as Initialisation[]

/**
 * W̄ = [W | b], d_out×(d_in + 1), row-major. W is drawn first, row by row, then b; only `'pytorch'`
 * draws b at all, the others leave it 0.
 *
 * @throws RangeError for a rule that there is not
 */
export function initialWeights(
  rule: Initialisation,
  random: Random,
  inputs: number,
  outputs: number,
): Float64Array {
  const draw = draws[rule]
  if (!draw) {
    throw new RangeError(`initialisation '${rule}': expected one of ${initialisations.join(', ')}`)
  }
  const weights = new Float64Array(outputs * inputs)
  const biases = new Float64Array(outputs)
  draw(weights, random, inputs, outputs)
  if (rule === 'pytorch') draw(biases, random, inputs, outputs)

  const result = new Float64Array(outputs * (inputs + 1))
  for (let row = 0; row < outputs; row++) {
    result.set(weights.subarray(row * inputs, (row + 1) * inputs), row * (inputs + 1))
    result[row * (inputs + 1) + inputs] = biases[row]
  }
  return result
}
