import type { Engine } from '../engine.ts'
import { free, scope } from '../scope.ts'
import type { Matrix } from '../matrix.ts'
import { assertSame, violated } from './assert-close.ts'
import { type Dense, download } from './dense.ts'
import { type Layout, layouts } from './layouts.ts'

/** The two functions of a test framework that laws are declared with; mocha's and its kin's fit. */
export interface TestFramework {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>): void
}

/** What the files of the engine laws share. */
export interface LawContext extends TestFramework {
  /** The engine under test, opened at the first call. */
  engine(): Promise<Engine>
  /** A second engine of the same making. */
  other(): Promise<Engine>
  /** By how much the error budgets are multiplied. */
  readonly slack: number
}

/** An operand and how it lies on the engine. */
export interface Placed {
  readonly values: Dense
  readonly layout: Layout
}

/** Operands in plain layout. */
export const plainly = (...operands: readonly Dense[]): Placed[] =>
  operands.map((values) => ({ values, layout: layouts.plain }))

/**
 * Runs an operation on an engine and returns what it gives. Checks on the way that the operation
 * changes no operand, and that freeing operands and result frees all.
 */
export async function computed(
  engine: Engine,
  operands: readonly Placed[],
  operation: (...operands: Matrix[]) => Matrix,
): Promise<Dense> {
  const before = engine.stats()
  const given = operands.map(({ values, layout }) => layout(engine, values))
  const result = scope(() => operation(...given))
  const found = await download(result)
  for (const [k, a] of given.entries()) {
    assertSame(await download(a), operands[k].values, `operand ${k}, which must not change,`)
  }
  free([given, result])
  assertStats(engine, before)
  return found
}

/** Throws unless the engine holds as many matrices and bytes as it did. */
export function assertStats(engine: Engine, before: ReturnType<Engine['stats']>): void {
  const { liveMatrices, liveBytes } = engine.stats()
  if (liveMatrices !== before.liveMatrices || liveBytes !== before.liveBytes) {
    violated(
      `${liveMatrices} matrices with ${liveBytes} bytes live, expected ` +
        `${before.liveMatrices} with ${before.liveBytes}: something was leaked or freed twice`,
    )
  }
}
