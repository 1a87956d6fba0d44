/*
 * Discretised obstacle problems: a membrane over a square, zero at its edge, between bounds. Sources:
 * Moré and Toraldo, SIAM J. Optim. 1 (1991), 93–113; TORSION1, OBSTCLAE and JNLBRNG1 of CUTEst, whose
 * membrane is held half as firmly along the edge.
 */
import type { Problem } from '../problem.ts'

/** A membrane over `points` × `points` places, those on the edge held at 0. */
interface Membrane {
  readonly name: string
  readonly points: number
  readonly minima: readonly number[]
  /** Of (x at i, j − x at i + 1, j)² in f. */
  readonly stiffness: (i: number, j: number) => number
  /** Of (x at i, j − x at i, j + 1)² in f. */
  readonly crossStiffness: (i: number, j: number) => number
  /** −∂f/∂x of the linear part. */
  readonly load: (i: number, j: number) => number
  readonly lower: (i: number, j: number) => number
  readonly upper: (i: number, j: number) => number
  readonly start: (i: number, j: number) => number
}

function membrane({
  name,
  points,
  minima,
  stiffness,
  crossStiffness,
  ...fields
}: Membrane): Problem {
  const inner = points - 2
  const n = inner * inner
  const field = (at: (i: number, j: number) => number): Float64Array =>
    Float64Array.from({ length: n }, (_, k) => at(Math.floor(k / inner) + 1, (k % inner) + 1))
  const load = field(fields.load)
  const place = (i: number, j: number): number =>
    i > 0 && j > 0 && i <= inner && j <= inner ? (i - 1) * inner + j - 1 : n
  return {
    name: `${name} n=${n}`,
    start: field(fields.start),
    minima,
    bounds: { lower: field(fields.lower), upper: field(fields.upper) },
    evaluate(x, gradient) {
      let sum = 0
      for (let k = 0; k < n; k++) {
        gradient[k] = -load[k]
        sum -= load[k] * x[k]
      }
      const spring = (p: number, q: number, weight: number): void => {
        const difference = (p < n ? x[p] : 0) - (q < n ? x[q] : 0)
        sum += weight * difference * difference
        if (p < n) gradient[p] += 2 * weight * difference
        if (q < n) gradient[q] -= 2 * weight * difference
      }
      for (let i = 0; i <= inner; i++) {
        for (let j = 0; j <= inner; j++) {
          spring(place(i, j), place(i + 1, j), stiffness(i, j))
          spring(place(i, j), place(i, j + 1), crossStiffness(i, j))
        }
      }
      return sum
    },
  }
}

const torsion = (points: number, minima: readonly number[]): Problem => {
  const h = 1 / (points - 1)
  const toEdge = (i: number, j: number): number =>
    h * Math.min(i, j, points - 1 - i, points - 1 - j)
  const firmness = (i: number): number => (i === 0 || i === points - 2 ? 1 / 4 : 1 / 2)
  return membrane({
    name: 'TORSION1',
    points,
    minima,
    stiffness: firmness,
    crossStiffness: (_, j) => firmness(j),
    load: () => 5 * h * h,
    lower: (i, j) => -toEdge(i, j),
    upper: toEdge,
    start: toEdge,
  })
}

const obstacle = (points: number, minima: readonly number[]): Problem => {
  const h = 1 / (points - 1)
  const firmness = (i: number): number => (i === 0 || i === points - 2 ? 1 / 4 : 1 / 2)
  return membrane({
    name: 'OBSTCLAE',
    points,
    minima,
    stiffness: firmness,
    crossStiffness: (_, j) => firmness(j),
    load: () => h * h,
    lower: (i, j) => Math.sin(3.2 * i * h) * Math.sin(3.3 * j * h),
    upper: () => 2000,
    start: () => 1,
  })
}

const bearing = (points: number, minima: readonly number[]): Problem => {
  const eccentricity = 0.1
  const ht = (2 * Math.PI) / (points - 1)
  const hy = 20 / (points - 1)
  const w = (i: number): number => (1 + eccentricity * Math.cos(i * ht)) ** 3
  return membrane({
    name: 'JNLBRNG1',
    points,
    minima,
    stiffness: (i) => ((w(i) + w(i + 1)) * hy) / (4 * ht),
    crossStiffness: (i) => ((4 * w(i) + w(i - 1) + w(i + 1)) * ht) / (12 * hy),
    load: (i) => eccentricity * ht * hy * Math.sin(i * ht),
    lower: () => 0,
    upper: () => Number.POSITIVE_INFINITY,
    start: (i) => Math.max(0, Math.sin(i * ht)),
  })
}

export const obstacleProblems: readonly Problem[] = [
  torsion(10, [-0.4923418536748651]),
  torsion(22, [-0.4560877127318674]),
  obstacle(10, [1.39789755924662]),
  obstacle(32, [1.748270032254338]),
  bearing(10, [-0.1789618692352448]),
  bearing(32, [-0.1803015397668097]),
]
