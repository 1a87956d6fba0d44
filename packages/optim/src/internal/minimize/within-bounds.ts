import type { LbfgsOptions } from '../../lbfgs.ts'
import type { LbfgsbOptions } from '../../lbfgsb.ts'
import type { VectorInput } from '../../minimize-options.ts'
import { boundedDifferences } from './bounded-differences.ts'
import { projectedNorm, readBox, startWithin } from './box.ts'
import { lbfgsbMethod } from './lbfgsb-method.ts'
import { readVector } from './read-vector.ts'
import type { RunSettings } from './run.ts'
import type { Method } from './solve.ts'

/** L-BFGS-B as the arguments of `solve` and `createRun`. */
export function withinBounds<F>(
  f: F,
  x0: VectorInput,
  { lower, upper, ...options }: LbfgsbOptions,
): [Method<LbfgsOptions>, F, Float64Array, LbfgsOptions, RunSettings] {
  const given = readVector('x0', x0)
  const box = readBox({ lower, upper }, given.length)
  const { x, warnings } = startWithin(box, given)
  return [
    lbfgsbMethod(box),
    f,
    x,
    options,
    {
      warnings,
      measure: (point) => projectedNorm(box, point.x, point.gradient),
      differences: boundedDifferences(box),
    },
  ]
}
