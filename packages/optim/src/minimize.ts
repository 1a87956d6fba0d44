import type { BfgsOptions } from './bfgs.ts'
import type { GradientDescentOptions } from './gradient-descent.ts'
import { bfgsMethod } from './internal/minimize/bfgs-method.ts'
import { drive, driveAsync } from './internal/minimize/drive.ts'
import { gradientDescentMethod } from './internal/minimize/gradient-descent-method.ts'
import { lbfgsMethod } from './internal/minimize/lbfgs-method.ts'
import { newtonCgMethod } from './internal/minimize/newton-cg-method.ts'
import { refuse } from './internal/minimize/refuse.ts'
import { createRun, type Driven } from './internal/minimize/run.ts'
import type { Method } from './internal/minimize/solve.ts'
import { trustRegionMethod } from './internal/minimize/trust-region-method.ts'
import { withinBounds } from './internal/minimize/within-bounds.ts'
import type { LbfgsOptions } from './lbfgs.ts'
import type { LbfgsbOptions } from './lbfgsb.ts'
import type { AsyncObjective, MinimizeOptions, Objective, VectorInput } from './minimize-options.ts'
import type { MinimizeResult } from './minimize-result.ts'
import { stopMessage } from './stop-message.ts'
import type { NewtonCgOptions } from './newton-cg.ts'
import type { TapeObjective } from './objective-of.ts'
import type { TrustRegionOptions } from './trust-region.ts'

/** The options of each method, by its name. */
export interface MethodOptions {
  lbfgs: LbfgsOptions
  lbfgsb: LbfgsbOptions
  bfgs: BfgsOptions
  'gradient-descent': GradientDescentOptions
  'newton-cg': NewtonCgOptions
  'trust-region': TrustRegionOptions
}

export type MinimizeMethod = keyof MethodOptions

/** A method by its name, with its options; without one, those of L-BFGS or, with bounds, L-BFGS-B. */
export type MethodChoice =
  | { [Name in MinimizeMethod]: MethodOptions[Name] & { readonly method: Name } }[MinimizeMethod]
  | (LbfgsbOptions & { readonly method?: undefined })

type Prepare<Options> = (f: AsyncObjective, x0: VectorInput, options: Options) => Driven

const prepare =
  <Options extends MinimizeOptions>(method: Method<Options>): Prepare<Options> =>
  (f, x0, options) =>
    createRun(method, f, x0, options)

const methods: { readonly [Name in MinimizeMethod]: Prepare<MethodOptions[Name]> } = {
  lbfgs: prepare(lbfgsMethod),
  lbfgsb: (f, x0, options) => createRun(...withinBounds(f, x0, options)),
  bfgs: prepare(bfgsMethod),
  'gradient-descent': prepare(gradientDescentMethod),
  'newton-cg': prepare(newtonCgMethod),
  'trust-region': prepare(trustRegionMethod),
}

/** The one method that keeps within bounds. */
const bounded = 'lbfgsb'

function start(f: AsyncObjective, x0: VectorInput, options: MethodChoice): Driven {
  const { lower, upper } = options as { readonly lower?: unknown; readonly upper?: unknown }
  const hasBounds = lower !== undefined || upper !== undefined
  const name: string = options.method ?? (hasBounds ? bounded : 'lbfgs')
  if (typeof f !== 'function') refuse('f', typeof f, 'a function of x')
  if (!Object.hasOwn(methods, name)) {
    const names = Object.keys(methods).map((known) => `'${known}'`)
    return refuse('method', `'${name}'`, `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`)
  }
  if (hasBounds && name !== bounded) {
    return refuse('method', `'${name}', which knows no bounds`, `'${bounded}' for lower and upper`)
  }
  const chosen = methods[name as MinimizeMethod] as Prepare<MinimizeOptions>
  // What `objectiveOf` made knows its products with ∇²f.
  const { hessianProduct } = f as Partial<TapeObjective>
  const [steps, result] = chosen(
    f,
    x0,
    hessianProduct ? ({ hessianProduct, ...options } as MethodChoice) : options,
  )
  return [steps, (status) => ({ ...result(status), message: stopMessage(status) })]
}

/**
 * Minimises f by the method of that name; if none is said by L-BFGS, and by L-BFGS-B where `lower` or
 * `upper` are given. The same as the function of the method itself, `lbfgs` of `@kq/optim/lbfgs` for
 * one, which is smaller to load and gives shorter messages: this brings all of them.
 *
 * @param f - returns `{ value, gradient }`, or a number (then see `gradient` of the options)
 * @param x0 - n numbers, where f is finite; not changed
 * @throws RangeError for a method that is not there, options out of range, a gradient of other than n
 *   numbers, or if f(x0) or ∇f(x0) is not finite
 *
 * @example
 * ```ts
 * import { minimize } from '@kq/optim/minimize'
 *
 * const { x, status, warnings } = minimize(([a, b]) => (a - 1) ** 2 + 10 * b ** 2, [5, 3], {
 *   method: 'bfgs',
 *   maxEvaluations: 500,
 * })
 * x.map((value) => Math.round(value)) // [1, 0]
 * status // 'gradient-small'
 * warnings // ['no gradient: differences, 2n evaluations each']
 * ```
 */
export function minimize(
  f: Objective,
  x0: VectorInput,
  options: MethodChoice = {},
): MinimizeResult {
  const [steps, result] = start(f, x0, options)
  return result(drive(steps))
}

/**
 * {@link minimize} for functions that may return promises: f, and `gradient` of the options. It awaits
 * one call after the other, and takes the same steps. `signal` is looked at before every call; where f
 * itself rejects after it was aborted, the result is what was found before.
 *
 * @returns rejects with what `minimize` throws, and with what f rejects with
 *
 * @example
 * ```ts
 * import { minimizeAsync } from '@kq/optim/minimize'
 *
 * const remote = async ([a]: Float64Array) => ({ value: (a - 1) ** 2, gradient: [2 * (a - 1)] })
 * const { x } = await minimizeAsync(remote, [5], { signal: AbortSignal.timeout(10_000) })
 * Math.round(x[0]) // 1
 * ```
 */
export async function minimizeAsync(
  f: AsyncObjective,
  x0: VectorInput,
  options: MethodChoice = {},
): Promise<MinimizeResult> {
  const [steps, result] = start(f, x0, options)
  try {
    return result(await driveAsync(steps))
  } catch (error) {
    if (options.signal?.aborted) return result('aborted')
    throw error
  }
}
