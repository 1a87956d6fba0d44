import { bfgsUpdate } from '../bfgs.ts'
import { compactForm } from '../compact-form.ts'
import { doubleDamping, powellLmDamping } from '../damping.ts'
import type { Engine } from '../engine.ts'
import { gemm } from '../gemm.ts'
import { appendPair, emptyPairs } from '../curvature-pairs.ts'
import { twoLoop } from '../lbfgs.ts'
import { dampingLaws } from './damping-laws.ts'
import { descentLaws } from './descent-laws.ts'
import { hessianActionLaws } from './hessian-action-laws.ts'
import type { TestFramework } from './law-context.ts'
import { limitedMemoryLaws } from './limited-memory-laws.ts'
import type { QuasiNewtonContext, QuasiNewtonMethods } from './quasi-newton-context.ts'
import { updateLaws } from './update-laws.ts'

/** Options of {@link quasiNewtonLaws}. */
export interface QuasiNewtonLawOptions extends TestFramework {
  /** What is tried; those left out are this package's own. */
  readonly methods?: Partial<QuasiNewtonMethods>
  /**
   * Multiplies all error budgets, which are a few rounding errors of the engine's dtype times the
   * terms that a result is summed of.
   * @defaultValue `1`
   */
  readonly slack?: number
}

const ownMethods: QuasiNewtonMethods = {
  bfgsUpdate,
  doubleDamping,
  powellLmDamping,
  emptyPairs,
  appendPair,
  products: {
    twoLoop,
    compactForm: (pairs, v, options) => compactForm(pairs, options).apply(v),
    'compactForm, written out': (pairs, v, options) =>
      gemm(compactForm(pairs, options).toDense(), v),
  },
}

/**
 * Declares the tests that damping, BFGS updates and limited-memory products must pass on an engine,
 * with the `describe` and `it` that are given: the bounds B0 to B10 (each file of laws states and
 * proves its own), secant equation, symmetry to the last bit, positive definiteness, skipped updates,
 * and that limited memory equals BFGS with the same pairs. Cases are random: H of condition up to
 * 100, vectors of scales 1e-2 to 1e2. Values are only ever awaited. fast-check's global configuration
 * sets the number of runs.
 *
 * @param makeEngine - called once
 *
 * @example
 * ```ts not-run="a test file; packages/linalg/test/laws/quasi-newton.test.ts is one"
 * import { hostEngine } from '@kq/linalg/host'
 * import { quasiNewtonLaws } from '@kq/linalg/laws'
 * import { describe, it } from 'mocha'
 *
 * quasiNewtonLaws(() => hostEngine(), { describe, it })
 * ```
 */
export function quasiNewtonLaws(
  makeEngine: () => Engine | Promise<Engine>,
  { describe, it, methods = {}, slack = 1 }: QuasiNewtonLawOptions,
): void {
  let engine: Promise<Engine> | undefined
  const context: QuasiNewtonContext = {
    describe,
    it,
    slack,
    methods: { ...ownMethods, ...methods },
    engine: () => (engine ??= Promise.resolve(makeEngine())),
  }
  dampingLaws(context)
  updateLaws(context)
  hessianActionLaws(context)
  descentLaws(context)
  limitedMemoryLaws(context)
}
