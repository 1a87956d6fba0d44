/*
 * Minimax polynomials by Remez' second algorithm (E. W. Cheney, Introduction to Approximation
 * Theory, ch. 3), in fixed-point arithmetic of 256 bits, since the errors in question are far below
 * those of a double.
 */

const bits = 256n
const one = 1n << bits

const multiply = (a: bigint, b: bigint): bigint => (a * b) >> bits
const divide = (a: bigint, b: bigint): bigint => (a << bits) / b
const magnitude = (a: bigint): bigint => (a < 0n ? -a : a)

const fromNumber = (x: number): bigint => (BigInt(Math.round(x * 2 ** 52)) << bits) >> 52n
const toNumber = (a: bigint): number => {
  const length = magnitude(a).toString(2).length
  const drop = BigInt(Math.max(0, length - 60))
  return Number(a >> drop) * 2 ** Number(drop - bits)
}

/** A power series by its coefficients, and what its approximation is for. */
export interface Target {
  /** The k-th coefficient as a fraction. */
  readonly coefficient: (k: number) => readonly [numerator: bigint, denominator: bigint]
  readonly low: number
  readonly high: number
  /** The error is weighted by x to this power. */
  readonly weightPower: 0 | 1
  readonly degree: number
}

const evaluate = (coefficients: readonly bigint[], x: bigint): bigint =>
  coefficients.reduceRight((sum, c) => multiply(sum, x) + c, 0n)

/** Solves a dense linear system by elimination with pivoting. */
function solve(matrix: bigint[][], right: bigint[]): bigint[] {
  const n = right.length
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) {
      if (magnitude(matrix[i][k]) > magnitude(matrix[pivot][k])) pivot = i
    }
    ;[matrix[k], matrix[pivot]] = [matrix[pivot], matrix[k]]
    ;[right[k], right[pivot]] = [right[pivot], right[k]]
    for (let i = k + 1; i < n; i++) {
      const factor = divide(matrix[i][k], matrix[k][k])
      for (let j = k; j < n; j++) matrix[i][j] -= multiply(factor, matrix[k][j])
      right[i] -= multiply(factor, right[k])
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) right[k] -= multiply(matrix[k][j], right[j])
    right[k] = divide(right[k], matrix[k][k])
  }
  return right
}

const terms = 60
const gridSize = 2000

/** The coefficients, lowest power first, and the largest weighted error. */
export function minimax(target: Target): { coefficients: number[]; error: number } {
  const { low, high, weightPower, degree } = target
  const series = Array.from({ length: terms }, (_, k) => {
    const [numerator, denominator] = target.coefficient(k)
    return (numerator << bits) / denominator
  })
  const weight = (x: bigint): bigint => (weightPower === 0 ? one : x)
  const at = (t: number): bigint => fromNumber((low + high) / 2 - ((high - low) / 2) * Math.cos(t))
  // Chebyshev-spaced; the weight may vanish at the lower end, which is left out.
  const grid = Array.from({ length: gridSize }, (_, i) => at((Math.PI * (i + 1)) / gridSize))
  const values = grid.map((x) => evaluate(series, x))
  let nodes = Array.from({ length: degree + 2 }, (_, i) =>
    Math.round(((gridSize - 1) * i) / (degree + 1)),
  )
  for (let round = 0; ; round++) {
    const solution = solve(
      nodes.map((node, i) => {
        const powers = [one]
        for (let k = 1; k <= degree; k++) powers.push(multiply(powers[k - 1], grid[node]))
        return [...powers, divide(i % 2 === 0 ? one : -one, weight(grid[node]))]
      }),
      nodes.map((node) => values[node]),
    )
    const level = magnitude(solution.pop() as bigint)
    const errors = grid.map((x, i) => multiply(weight(x), values[i] - evaluate(solution, x)))
    const largest = errors.reduce((most, e) => (magnitude(e) > most ? magnitude(e) : most), 0n)
    if (toNumber(largest) <= 1.0001 * toNumber(level) || round === 30) {
      return { coefficients: solution.map(toNumber), error: toNumber(largest) }
    }
    nodes = alternation(errors, degree + 2)
  }
}

/** The places of the extrema between sign changes; of too many, the smaller end goes. */
function alternation(errors: readonly bigint[], count: number): number[] {
  const places: number[] = []
  for (const [i, e] of errors.entries()) {
    const last = places.at(-1)
    if (last === undefined || errors[last] < 0n !== e < 0n) places.push(i)
    else if (magnitude(e) > magnitude(errors[last])) places[places.length - 1] = i
  }
  while (places.length > count) {
    const first = magnitude(errors[places[0]])
    const last = magnitude(errors[places[places.length - 1]])
    if (first < last) places.shift()
    else places.pop()
  }
  return places
}
