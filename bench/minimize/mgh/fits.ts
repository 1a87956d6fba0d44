/*
 * Moré, Garbow and Hillstrom (1981), problems 8 to 11, 15 and 16: a model fitted to data.
 */
import { type Problem, sumOfSquares, upTo } from '../problem.ts'

const { abs, cos, exp, log, min, sin } = Math

/** 8 */
export const bard: Problem = sumOfSquares({
  name: 'Bard',
  start: [1, 1, 1],
  minima: [8.2148773065789e-3, 17.4286933333],
  minimiser: [0.08241055975224, 1.133036092116, 2.34369517855873],
  equations: ([a, b, c]) =>
    [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39].map(
      (y, i) => {
        const u = i + 1
        const v = 16 - u
        const w = min(u, v)
        const below = v * b + w * c
        return [y - (a + u / below), [-1, (u * v) / below ** 2, (u * w) / below ** 2]]
      },
    ),
})

const bell = [0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521]

/** 9 */
export const gaussian: Problem = sumOfSquares({
  name: 'Gaussian',
  start: [0.4, 1, 0],
  minima: [1.1279327696188e-8],
  minimiser: [0.3989561378387565, 1.0000190844878043, 0],
  equations: ([a, b, c]) =>
    [...bell, 0.3989, ...bell.toReversed()].map((y, i) => {
      const t = (7 - i) / 2 - c
      const e = exp((-b * t * t) / 2)
      return [a * e - y, [e, (-a * e * t * t) / 2, a * e * b * t]]
    }),
})

/** 10 */
export const meyer: Problem = sumOfSquares({
  name: 'Meyer',
  start: [0.02, 4000, 250],
  minima: [87.9458551706706],
  minimiser: [0.005609636471027938, 6181.346346286387, 345.223634624137],
  equations: ([a, b, c]) =>
    [
      34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820,
      3307, 2872,
    ].map((y, i) => {
      const t = 50 + 5 * i + c
      const e = exp(b / t)
      return [a * e - y, [e, (a * e) / t, (-a * e * b) / (t * t)]]
    }),
})

/** 11, with the sign that its formula wants: |yᵢ − x₂| for the |yᵢ m i x₂| in print. */
export const gulf: Problem = sumOfSquares({
  name: 'Gulf research and development',
  start: [5, 2.5, 0.15],
  minima: [0],
  minimiser: [50, 25, 1.5],
  equations: ([a, b, c]) =>
    upTo(99).map((i) => {
      const away = 25 + (-50 * log(i / 100)) ** (2 / 3) - b
      const power = abs(away) ** c / a
      const e = exp(-power)
      // Far away e·power is 0, and near 0 its logarithm does not matter.
      const ep = away === 0 || power > 700 ? 0 : e * power
      return [
        e - i / 100,
        [ep / a, ep === 0 ? 0 : (ep * c) / away, ep === 0 ? 0 : -ep * log(abs(away))],
      ]
    }),
})

const enzyme: readonly (readonly [number, number])[] = [
  [4, 0.1957],
  [2, 0.1947],
  [1, 0.1735],
  [0.5, 0.16],
  [0.25, 0.0844],
  [0.167, 0.0627],
  [0.125, 0.0456],
  [0.1, 0.0342],
  [0.0833, 0.0323],
  [0.0714, 0.0235],
  [0.0625, 0.0246],
]

/** 15 */
export const kowalikOsborne: Problem = sumOfSquares({
  name: 'Kowalik and Osborne',
  start: [0.25, 0.39, 0.415, 0.39],
  minima: [3.075056038492e-4, 1.02734e-3],
  minimiser: [0.19280693484231, 0.19128232287142, 0.12305650584687, 0.13606232796596],
  equations: ([a, b, c, d]) =>
    enzyme.map(([u, y]) => {
      const above = u * (u + b)
      const below = u * (u + c) + d
      return [
        y - (a * above) / below,
        [-above / below, (-a * u) / below, (a * above * u) / below ** 2, (a * above) / below ** 2],
      ]
    }),
})

/** 16 */
export const brownDennis: Problem = sumOfSquares({
  name: 'Brown and Dennis',
  start: [25, 5, -5, -1],
  minima: [85822.201626356],
  minimiser: [-11.594439904826, 13.203630051234, -0.40343948824836, 0.23677877381809],
  equations: ([a, b, c, d]) =>
    upTo(20).map((i) => {
      const t = i / 5
      const p = a + t * b - exp(t)
      const q = c + d * sin(t) - cos(t)
      return [p * p + q * q, [2 * p, 2 * p * t, 2 * q, 2 * q * sin(t)]]
    }),
})
