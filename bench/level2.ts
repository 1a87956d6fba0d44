import type { Bench } from './bench.ts'
import { contest, contestOptions, paceOf } from './contest/contest.ts'
import type { Case } from './contest/plan.ts'
import { dense, spd } from './contest/task.ts'

/*
 * What a training step does besides products of matrices, at the sizes of its largest layer: bounded
 * by memory rather than by arithmetic, so the figures are times.
 */

const n = 1001
const square = [n, n] as const
const vector = [n, 1] as const
const batch = [1000, 1000] as const

const cases: readonly Case[] = [
  { name: `gemv A x, n=${n}`, operation: 'gemv N', operands: dense(square, vector) },
  { name: `gemv Aᵀ x, n=${n}`, operation: 'gemv T', operands: dense(square, vector) },
  {
    name: `rank-two update, n=${n}`,
    operation: 'rank two',
    operands: dense(square, vector, vector),
  },
  {
    name: `gram blend, 1000×${n}`,
    operation: 'gram blend',
    operands: [...dense([1000, n]), ...spd(n)],
  },
  { name: 'relu with ones, 1000×1000', operation: 'relu ones', operands: dense(batch) },
  { name: 'axpby, 1000×1000', operation: 'axpby', operands: dense(batch, batch) },
  { name: 'sigmoid, 1000×1000', operation: 'sigmoid', operands: dense(batch) },
  { name: 'column mean, 1000×1000', operation: 'column mean', operands: dense(batch) },
  { name: 'dot, 1000×1000', operation: 'dot', operands: dense(batch, batch) },
  { name: 'sum of squares, 1000×1000', operation: 'sum of squares', operands: dense(batch) },
]

/** `npm run bench -- level2`. */
export const level2Bench: Bench = {
  name: 'level2',
  summary: 'GEMV, rank-two update, elementwise maps and reductions, against numpy and tfjs',
  options: contestOptions,
  run: (values, note) =>
    contest(
      {
        bench: 'level2',
        cases,
        dtypes: values.quick ? ['float32'] : ['float32', 'float64'],
        threads: 1,
        pace: paceOf(values),
        only: values.only as string | undefined,
      },
      note,
    ),
}
