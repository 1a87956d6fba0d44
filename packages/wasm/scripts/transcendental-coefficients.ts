/*
 * The polynomials of assembly/transcendental.ts:
 *
 *   node --import tsx packages/wasm/scripts/transcendental-coefficients.ts
 */
import { pathToFileURL } from 'node:url'
import { minimax, type Target } from './minimax.ts'

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1))

/** (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2, and a little beyond, since the reduction rounds. */
const exponential = (degree: number): Target => ({
  coefficient: (k) => [1n, factorial(k + 2)],
  low: -0.3467,
  high: 0.3467,
  weightPower: 0,
  degree,
})

/** (2 atanh(s)/s − 2) / z as a series in z = s², for s = f / (2 + f) and 1 + f within [√½, √2]. */
const logarithm = (degree: number): Target => ({
  coefficient: (k) => [2n, BigInt(2 * k + 3)],
  low: 0,
  high: (3 - 2 * Math.SQRT2) ** 2,
  weightPower: 1,
  degree,
})

/** (tanh(x)/x − 1) / z as a series in z = x², for |x| ≤ ⅝: from tanh′ = 1 − tanh², in fixed point. */
function tangent(degree: number): Target {
  const one = 1n << 300n
  const c = [one]
  for (let k = 1; k < 100; k++) {
    let sum = 0n
    for (let i = 0; i < k; i++) sum -= (c[i] * c[k - 1 - i]) >> 300n
    c.push(sum / BigInt(2 * k + 1))
  }
  return { coefficient: (k) => [c[k + 1], one], low: 0, high: 0.625 ** 2, weightPower: 1, degree }
}

/** By the names that they have in the AssemblyScript source. */
export const polynomials: Readonly<Record<string, Target>> = {
  EXP32: exponential(4),
  EXP64: exponential(9),
  LOG32: logarithm(3),
  LOG64: logarithm(6),
  TANH32: tangent(4),
  TANH64: tangent(10),
}

/** The constants as source text, rounded to float32 where they are used in it. */
export function constantsSource(name: string): string {
  const { coefficients } = minimax(polynomials[name])
  const single = name.endsWith('32')
  return coefficients
    .map((c, k) => `const ${name}_${k}: ${single ? 'f32' : 'f64'} = ${single ? Math.fround(c) : c}`)
    .join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of Object.keys(polynomials)) {
    process.stdout.write(
      `// largest error ${minimax(polynomials[name]).error.toExponential(2)}\n${constantsSource(name)}\n`,
    )
  }
}
