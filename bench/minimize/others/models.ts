/*
 * What minimisers are used for: likelihoods on made-up data, a cluster of atoms, a function that is
 * defined in a part of space only.
 */
import { createRandom } from '@kq/linalg/random'
import type { Problem } from '../problem.ts'

/** m rows of n numbers, normal, the j-th column of scale `scales(j)`. */
function randomRows(m: number, n: number, scales: (j: number) => number): Float64Array[] {
  const random = createRandom(3)
  return Array.from({ length: m }, () =>
    Float64Array.from({ length: n }, (_, j) => scales(j) * random.normal()),
  )
}

const dot = (x: Float64Array, y: Float64Array): number =>
  x.reduce((sum, value, i) => sum + value * y[i], 0)

/** Σ loss(aᵢᵀx, i) + ½ ridge ‖x‖². */
function linearModel(
  name: string,
  rows: readonly Float64Array[],
  ridge: number,
  minimum: number,
  loss: (t: number, i: number) => readonly [value: number, slope: number],
): Problem {
  const n = rows[0].length
  return {
    name: `${name} n=${n} m=${rows.length}`,
    start: new Float64Array(n),
    minima: [minimum],
    evaluate(x, gradient) {
      let total = (ridge / 2) * dot(x, x)
      for (let j = 0; j < n; j++) gradient[j] = ridge * x[j]
      rows.forEach((row, i) => {
        const [value, slope] = loss(dot(row, x), i)
        total += value
        for (let j = 0; j < n; j++) gradient[j] += slope * row[j]
      })
      return total
    },
  }
}

function logistic(n: number, m: number, minimum: number): Problem {
  const rows = randomRows(m, n, (j) => 10 ** ((2 * j) / n))
  const labels = rows.map((row, i) => (row[0] + row[1] > (i % 3) - 1 ? 1 : -1))
  return linearModel('Logistic regression', rows, 1e-2, minimum, (t, i) => {
    const margin = labels[i] * t
    const small = Math.exp(-Math.abs(margin))
    const share = (margin > 0 ? small : 1) / (1 + small)
    return [Math.max(-margin, 0) + Math.log1p(small), -labels[i] * share]
  })
}

function poisson(n: number, m: number, minimum: number): Problem {
  const rows = randomRows(m, n, () => 1)
  const counts = rows.map((row, i) => Math.round(Math.exp(row[0] - row[1] / 2) + (i % 2)))
  return linearModel('Poisson regression', rows, 1e-2, minimum, (t, i) => [
    Math.exp(t) - counts[i] * t,
    Math.exp(t) - counts[i],
  ])
}

/** −Σ log(1 − aᵢᵀx) − Σ log(1 − xⱼ²): NaN where a logarithm is. */
function analyticCentre(n: number, m: number, minimum: number): Problem {
  const rows = randomRows(m, n, () => 1)
  const centre = linearModel('Analytic centre', rows, 0, minimum, (t) => [
    -Math.log(1 - t),
    1 / (1 - t),
  ])
  return {
    ...centre,
    evaluate(x, gradient) {
      let total = centre.evaluate(x, gradient)
      for (let j = 0; j < n; j++) {
        total -= Math.log(1 - x[j] * x[j])
        gradient[j] += (2 * x[j]) / (1 - x[j] * x[j])
      }
      return total
    },
  }
}

/** 4 Σ r⁻¹² − r⁻⁶ over all pairs, from a grid that is a little out of order. */
function lennardJones(atoms: number): Problem {
  const random = createRandom(5)
  const grid = [1, 2, 4]
  return {
    name: `Lennard-Jones, ${atoms} atoms`,
    start: Float64Array.from(
      { length: 3 * atoms },
      (_, k) => 1.3 * (Math.floor(Math.floor(k / 3) / grid[k % 3]) % 2) + 0.1 * random.normal(),
    ),
    minima: [],
    evaluate(x, gradient) {
      gradient.fill(0)
      let total = 0
      for (let i = 0; i < x.length; i += 3) {
        for (let j = 0; j < i; j += 3) {
          const away = [0, 1, 2].map((k) => x[i + k] - x[j + k])
          const square = away.reduce((sum, value) => sum + value * value, 0)
          const sixth = square ** -3
          total += 4 * sixth * (sixth - 1)
          const slope = (24 * sixth * (1 - 2 * sixth)) / square
          away.forEach((value, k) => {
            gradient[i + k] += slope * value
            gradient[j + k] -= slope * value
          })
        }
      }
      return total
    },
  }
}

export const models: readonly Problem[] = [
  logistic(20, 200, 46.751151293161186),
  poisson(10, 100, -79.11121800418172),
  analyticCentre(20, 40, -25.017203297775787),
  lennardJones(8),
]
