import type { Engine } from '../engine.ts'
import { assemblyLaws } from './assembly-laws.ts'
import { factorizationLaws } from './factorization-laws.ts'
import { gemmLaws } from './gemm-laws.ts'
import type { LawContext, TestFramework } from './law-context.ts'
import { mapLaws } from './map-laws.ts'
import { memoryLaws } from './memory-laws.ts'
import { operatorLaws } from './operator-laws.ts'
import { ownershipLaws } from './ownership-laws.ts'
import { programLaws } from './program-laws.ts'
import { reduceLaws } from './reduce-laws.ts'
import { symmetricLaws } from './symmetric-laws.ts'
import { transferLaws } from './transfer-laws.ts'
import { viewLaws } from './view-laws.ts'

/** Options of {@link engineLaws}. */
export interface EngineLawOptions extends TestFramework {
  /**
   * Multiplies all error budgets, which are those of IEEE 754 arithmetic in the engine's dtype: for
   * hardware whose division or exponential is less exact. What needs no rounding stays exact.
   * @defaultValue `1`
   */
  readonly slack?: number
}

/**
 * Declares the tests that every engine must pass, with the `describe` and `it` that are given:
 * every operation against textbook loops in float64, at sizes beyond every blocking factor, in all
 * layouts and empty shapes, with NaN and infinities; memory accounting; refusals. Values are only
 * ever awaited. fast-check's global configuration sets the number of runs of the random ones.
 *
 * @param makeEngine - called at most twice: for the engine under test and for a stranger to it
 *
 * @example
 * ```ts not-run="a test file; packages/linalg/test/laws/engine-laws.test.ts is one"
 * import { hostEngine } from '@kq/linalg/host'
 * import { engineLaws } from '@kq/linalg/laws'
 * import { describe, it } from 'mocha'
 *
 * describe('the host engine', () => {
 *   engineLaws(() => hostEngine({ dtype: 'float32' }), { describe, it })
 * })
 * ```
 */
export function engineLaws(
  makeEngine: () => Engine | Promise<Engine>,
  { describe, it, slack = 1 }: EngineLawOptions,
): void {
  const context: LawContext = {
    describe,
    it,
    slack,
    engine: once(makeEngine),
    other: once(makeEngine),
  }
  for (const declare of [
    transferLaws,
    viewLaws,
    assemblyLaws,
    gemmLaws,
    mapLaws,
    operatorLaws,
    reduceLaws,
    symmetricLaws,
    factorizationLaws,
    memoryLaws,
    ownershipLaws,
    programLaws,
  ]) {
    declare(context)
  }
}

const once = (make: () => Engine | Promise<Engine>): (() => Promise<Engine>) => {
  let made: Promise<Engine> | undefined
  return () => (made ??= Promise.resolve(make()))
}
