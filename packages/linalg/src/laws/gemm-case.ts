import { epsilon } from '../dtype.ts'
import type { Engine } from '../engine.ts'
import { gemm } from '../gemm.ts'
import { assertClose } from './assert-close.ts'
import { type Dense, dense, transposedDense } from './dense.ts'
import { computed } from './law-context.ts'
import { layoutAt } from './layouts.ts'
import { combine, type Estimate } from './oracle.ts'
import { wholeSample } from './samples.ts'

/** α, β, and whether there is a C. */
const scalars: readonly (readonly [alpha: number, beta: number, hasC: boolean])[] = [
  [1, 0, false],
  [-0.5, 1, true],
  [2, -3, true],
  [0, 1, true],
  [1.5, 0, true],
  [1, 0.25, true],
]

/** All ways to transpose. */
export const transposes: readonly { transposeA: boolean; transposeB: boolean }[] = [0, 1, 2, 3].map(
  (bits) => ({
    transposeA: bits % 2 === 1,
    transposeB: bits > 1,
  }),
)

/** A product, known, and how it is to be asked for. */
export interface GemmCase {
  readonly opA: Dense
  readonly opB: Dense
  readonly p: Estimate
  /** Whether all numbers are whole, so that nothing is rounded. */
  readonly exact: boolean
  /** Picks layouts and scalars. */
  readonly turn: number
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/** Checks `gemm` on one case. */
export async function assertGemmCase(engine: Engine, slack: number, one: GemmCase): Promise<void> {
  const { opA, opB, p, exact, turn, transposeA, transposeB } = one
  const [alpha, beta, hasC] = scalars[turn % scalars.length]
  const { rows, columns } = p.value
  // With β = 0, C must not be read: it is NaN.
  const c = beta === 0 ? dense(rows, columns, () => NaN) : wholeSample(rows, columns, 3)
  const found = await computed(
    engine,
    [
      { values: transposeA ? transposedDense(opA) : opA, layout: layoutAt(turn) },
      { values: transposeB ? transposedDense(opB) : opB, layout: layoutAt(3 * turn + 1) },
      ...(hasC ? [{ values: c, layout: layoutAt(turn + 2) }] : []),
    ],
    (a, b, C) => gemm(a, b, { transposeA, transposeB, alpha, beta, ...(C && { c: C }) }),
  )
  const { value, magnitude } = combine(alpha, p, beta, hasC && beta !== 0 ? c : undefined)
  const units = exact ? 0 : slack * (opA.columns + 4) * epsilon[engine.dtype]
  const budget = dense(rows, columns, (i, j) => units * magnitude.get(i, j))
  assertClose(
    found,
    value,
    budget,
    `gemm ${JSON.stringify({ transposeA, transposeB, alpha, beta })}`,
  )
}
