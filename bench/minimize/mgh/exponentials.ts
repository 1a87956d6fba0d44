/*
 * Moré, Garbow and Hillstrom (1981), problems 12 and 17 to 19: sums of exponentials.
 */
import { type Problem, sumOfSquares, upTo } from '../problem.ts'

const { exp } = Math

/** 12 */
export const box3d: Problem = sumOfSquares({
  name: 'Box three-dimensional',
  start: [0, 10, 20],
  minima: [0],
  minimiser: [1, 10, 1],
  equations: ([a, b, c]) =>
    upTo(10).map((i) => {
      const t = i / 10
      const known = exp(-t) - exp(-10 * t)
      return [exp(-t * a) - exp(-t * b) - c * known, [-t * exp(-t * a), t * exp(-t * b), -known]]
    }),
})

/** 17 */
export const osborne1: Problem = sumOfSquares({
  name: 'Osborne 1',
  start: [0.5, 1.5, -1, 0.01, 0.02],
  minima: [5.46489469748e-5],
  minimiser: [
    0.37541005187603416, 1.9358468853143493, -1.4646871090443019, 0.012867534584698024,
    0.02212269977293595,
  ],
  equations: ([a, b, c, d, e]) =>
    [
      0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685,
      0.658, 0.628, 0.603, 0.58, 0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448,
      0.438, 0.431, 0.424, 0.42, 0.414, 0.411, 0.406,
    ].map((y, i) => {
      const t = 10 * i
      const p = exp(-t * d)
      const q = exp(-t * e)
      return [y - (a + b * p + c * q), [-1, -p, -q, t * b * p, t * c * q]]
    }),
})

/** 18 */
export const biggs: Problem = sumOfSquares({
  name: 'Biggs EXP6',
  start: [1, 2, 1, 1, 1, 1],
  minima: [0, 5.6556499255e-3],
  minimiser: [1, 10, 1, 5, 4, 3],
  equations: ([a, b, c, d, e, f]) =>
    upTo(13).map((i) => {
      const t = i / 10
      const y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)
      const p = exp(-t * a)
      const q = exp(-t * b)
      const r = exp(-t * e)
      return [c * p - d * q + f * r - y, [-t * c * p, t * d * q, p, -q, -t * f * r, r]]
    }),
})

/** 19 */
export const osborne2: Problem = sumOfSquares({
  name: 'Osborne 2',
  start: [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5],
  minima: [4.01377362935477e-2],
  minimiser: [
    1.30997715352862, 0.43155379197598, 0.63366169801099, 0.5994305326332, 0.75418321911502,
    0.904288601812, 1.36581182340986, 4.82369883263695, 2.39868486730931, 4.56887459736169,
    5.67534147101173,
  ],
  equations: (x) =>
    [
      1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608,
      0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661,
      0.612, 0.558, 0.533, 0.495, 0.5, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428,
      0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559,
      0.597, 0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
    ].map((y, i) => {
      const t = i / 10
      const decay = exp(-t * x[4])
      const away = [t - x[8], t - x[9], t - x[10]]
      const peaks = away.map((u, k) => exp(-u * u * x[5 + k]))
      const model = peaks.reduce((sum, peak, k) => sum + x[1 + k] * peak, x[0] * decay)
      return [
        y - model,
        [
          -decay,
          ...peaks.map((peak) => -peak),
          t * x[0] * decay,
          ...peaks.map((peak, k) => x[1 + k] * away[k] ** 2 * peak),
          ...peaks.map((peak, k) => -2 * x[1 + k] * away[k] * x[5 + k] * peak),
        ],
      ]
    }),
})
