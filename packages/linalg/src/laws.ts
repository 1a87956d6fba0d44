/** What engines and methods are tested with; needs the optional peer fast-check. */
export {
  elementArbitrary,
  type ElementOptions,
  matrixArbitrary,
  type MatrixArbitraryOptions,
  vectorArbitrary,
} from './laws/arbitraries.ts'
export { assertClose, assertSame } from './laws/assert-close.ts'
export { assertSecantEquation, type SecantOptions } from './laws/assert-secant-equation.ts'
export { assertSymmetric, assertSymmetricPositiveDefinite } from './laws/assert-symmetric.ts'
export {
  type CurvatureCase,
  curvatureCaseArbitrary,
  type CurvatureCaseOptions,
  type PairSequence,
  pairSequenceArbitrary,
} from './laws/curvature-arbitraries.ts'
export { type Dense, download } from './laws/dense.ts'
export { engineLaws, type EngineLawOptions } from './laws/engine-laws.ts'
export { exactExpressionArbitrary } from './laws/expression-arbitrary.ts'
export type { TestFramework } from './laws/law-context.ts'
export { opaqueEngine, type OpaqueEngineOptions } from './laws/opaque-engine.ts'
export { quasiNewtonLaws, type QuasiNewtonLawOptions } from './laws/quasi-newton.ts'
export type {
  DampingMethod,
  LimitedMemoryProduct,
  QuasiNewtonMethods,
  UpdateMethod,
} from './laws/quasi-newton-context.ts'
export {
  type ConditionedSpd,
  spdArbitrary,
  type SpdArbitraryOptions,
  spdFromEigenvalues,
} from './laws/spd-arbitrary.ts'
export { symmetricEigenvalues } from './laws/symmetric-eigenvalues.ts'
