import type { Bench } from './bench.ts'
import { contest, contestOptions, paceOf } from './contest/contest.ts'
import type { Case } from './contest/plan.ts'
import { dense } from './contest/task.ts'

/*
 * Matrix products m×k×n, the square one, the reference size and what training MNIST's autoencoder
 * (784-1000-500-250-30-…) at batch 1000 asks for: a W̄ᵀ forward, δ W backward, δᵀ h̄ for the weights.
 */

type Kind = 'NN' | 'NT' | 'TN'

function product(kind: Kind, m: number, k: number, n: number, of: string): Case {
  const [a, b] = [
    kind === 'TN' ? ([k, m] as const) : ([m, k] as const),
    kind === 'NT' ? ([n, k] as const) : ([k, n] as const),
  ]
  return {
    name: `${m}×${k}×${n} ${kind}${of}`,
    operation: `gemm ${kind}`,
    operands: dense(a, b),
    flop: 2 * m * k * n,
  }
}

const cases: readonly Case[] = [
  product('NN', 512, 512, 512, ''),
  product('NN', 1000, 784, 1000, ''),
  product('NT', 1000, 1001, 500, ', forward'),
  product('NN', 1000, 500, 1000, ', backward'),
  product('TN', 500, 1000, 1001, ', weights'),
  product('NT', 1000, 251, 30, ', forward'),
]

/** `npm run bench -- gemm`. */
export const gemmBench: Bench = {
  name: 'gemm',
  summary: 'matrix products of the paper’s layers, against other libraries',
  options: contestOptions,
  run: (values, note) =>
    contest(
      {
        bench: 'gemm',
        cases: values.quick ? cases.slice(0, 1) : cases,
        dtypes: ['float32', 'float64'],
        threads: 2,
        pace: paceOf(values),
        only: values.only as string | undefined,
      },
      note,
    ),
}
