import type { BfgsOptions } from '../../bfgs.ts'
import { moreThuenteSteps } from '../../line-search/more-thuente.ts'
import { denseInverse } from './dense-inverse.ts'
import { descend } from './descent.ts'
import type { Steps } from './protocol.ts'
import { readSquare } from './read-square.ts'
import { refuse } from './refuse.ts'
import type { Run } from './run.ts'

/** BFGS: descent with the inverse that it learns. */
export function* bfgsMethod(
  run: Run,
  { damping, initialInverseHessian, lineSearch = moreThuenteSteps }: BfgsOptions,
): Steps {
  const { size } = run
  if (damping !== undefined && damping !== 'powell') {
    refuse('damping', `'${String(damping)}'`, "'powell' or nothing")
  }
  const initial =
    initialInverseHessian && readSquare('initialInverseHessian', initialInverseHessian, size)
  const model = denseInverse(size, damping === 'powell', initial)
  run.inverseHessian = (v) => model.apply(v, new Float64Array(size))
  return yield* descend(run, lineSearch, model)
}
