import { type Dtype, epsilon } from '../dtype.ts'
import type { Engine } from '../engine.ts'
import type { CurvaturePairs } from '../curvature-pairs.ts'
import type { Matrix } from '../matrix.ts'
import { free, scope } from '../scope.ts'
import { assertSame } from './assert-close.ts'
import { type Dense, dense, download, upload } from './dense.ts'
import { assertStats, type TestFramework } from './law-context.ts'

/** A damping of curvature pairs, as `doubleDamping` is one. */
export type DampingMethod = (
  H: Matrix,
  s: Matrix,
  y: Matrix,
  options: { readonly mu1: number; readonly mu2: number },
) => {
  readonly s: Matrix
  readonly y: Matrix
  readonly powell: Matrix
  readonly second: Matrix
}

/** An update of an inverse Hessian approximation, as `bfgsUpdate` is one. */
export type UpdateMethod = (
  H: Matrix,
  s: Matrix,
  y: Matrix,
  options?: { readonly skipReference?: Matrix },
) => { readonly H: Matrix; readonly code: Matrix }

/** A product with the inverse of stored pairs, as `twoLoop` is one. */
export type LimitedMemoryProduct = (
  pairs: CurvaturePairs,
  v: Matrix,
  options: { readonly gamma: number },
) => Matrix

/** What the quasi-Newton laws are tried on. */
export interface QuasiNewtonMethods {
  readonly bfgsUpdate: UpdateMethod
  readonly doubleDamping: DampingMethod
  readonly powellLmDamping: DampingMethod
  readonly emptyPairs: (memory: number, dimension: number, engine: Engine) => CurvaturePairs
  readonly appendPair: (
    pairs: CurvaturePairs,
    s: Matrix,
    y: Matrix,
    accept?: Matrix,
  ) => CurvaturePairs
  /** By name; all must agree. */
  readonly products: Readonly<Record<string, LimitedMemoryProduct>>
}

/** What the files of the quasi-Newton laws share. */
export interface QuasiNewtonContext extends TestFramework {
  readonly methods: QuasiNewtonMethods
  /** The engine under test, opened at the first call. */
  engine(): Promise<Engine>
  /** By how much the error budgets are multiplied. */
  readonly slack: number
}

/** Rounding errors that sums over n numbers and a few operations after them may come to. */
export const unitsOf = (dtype: Dtype, n: number, slack: number): number =>
  slack * 8 * (n + 4) * epsilon[dtype]

export const magnitudeOf = (a: Dense): Dense =>
  dense(a.rows, a.columns, (i, j) => Math.abs(a.get(i, j)))

/**
 * Runs an operation on an engine and returns what it gives, by name. Checks on the way that it
 * changes no operand, and that freeing operands and results frees all.
 */
export async function computedRecord<Name extends string>(
  engine: Engine,
  operands: readonly Dense[],
  operation: (...operands: Matrix[]) => Readonly<Record<Name, Matrix>>,
): Promise<Record<Name, Dense>> {
  const before = engine.stats()
  const given = operands.map((values) => upload(engine, values))
  const results = scope(() => operation(...given))
  const found: [string, Dense][] = []
  for (const [name, a] of Object.entries<Matrix>(results)) found.push([name, await download(a)])
  for (const [k, a] of given.entries()) {
    assertSame(await download(a), operands[k], `operand ${k}, which must not change,`)
  }
  free([given, { ...results }])
  assertStats(engine, before)
  return Object.fromEntries(found) as Record<Name, Dense>
}
