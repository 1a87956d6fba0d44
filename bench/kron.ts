import type { Bench } from './bench.ts'
import { contest, contestOptions, paceOf } from './contest/contest.ts'
import type { Case } from './contest/plan.ts'
import { dense } from './contest/task.ts'

/*
 * The product of a Kronecker product and a vector, without forming the former: the cost that every
 * Kronecker-factored method saves.
 */

const at = (n: number): Case => ({
  name: `${n}×${n} ⊗ ${n}×${n}`,
  operation: 'kron matvec',
  operands: dense([n, n], [n, n], [n * n, 1]),
})

/** `npm run bench -- kron`. */
export const kronBench: Bench = {
  name: 'kron',
  summary: 'A ⊗ B times a vector, against forming the product and against numpy’s reshape trick',
  options: contestOptions,
  run: (values, note) =>
    contest(
      {
        bench: 'kron',
        cases: (values.quick ? [50] : [50, 200]).map(at),
        dtypes: ['float64'],
        threads: 1,
        pace: paceOf(values),
        only: values.only as string | undefined,
      },
      note,
    ),
}
