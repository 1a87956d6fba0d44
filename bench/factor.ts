import type { Bench } from './bench.ts'
import { contest, contestOptions, paceOf } from './contest/contest.ts'
import type { Case } from './contest/plan.ts'
import { spd } from './contest/task.ts'

/*
 * Factorizations of symmetric positive definite matrices. 1001 is the size of the largest factors of
 * the networks on MNIST; numpy has no inverse of its own for them and takes the general one.
 */

const at = (n: number): Case[] => [
  { name: `Cholesky n=${n}`, operation: 'cholesky', operands: spd(n) },
  { name: `SPD inverse n=${n}`, operation: 'spd inverse', operands: spd(n) },
]

/** `npm run bench -- factor`. */
export const factorBench: Bench = {
  name: 'factor',
  summary: 'Cholesky and SPD inverse, against numpy and ml-matrix',
  options: contestOptions,
  run: (values, note) =>
    contest(
      {
        bench: 'factor',
        cases: (values.quick ? [250, 1001] : [250, 500, 1001]).flatMap(at),
        dtypes: ['float32', 'float64'],
        threads: 2,
        pace: paceOf(values),
        only: values.only as string | undefined,
      },
      note,
    ),
}
