/*
 * Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (ICML 2013):
 * G ← G min(1, c / ‖G‖) over the gradients of all parameters together.
 */
import {
  abs,
  div,
  expression,
  finite,
  gt,
  lt,
  mul,
  neg,
  sqrt,
  where,
  add,
} from '@kq/linalg/expression'
import { map, reduce } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { discard, scope } from '@kq/linalg/scope'
import type { Evaluate, Matrices } from './evaluation.ts'
import { checkRange } from './option-checks.ts'

/** Limits of the gradients; with both, single elements are clipped first. */
export interface ClipOptions {
  /** The largest norm of all gradients together: beyond it they are scaled down by one factor. */
  readonly norm?: number | undefined
  /** The largest size of an element. */
  readonly value?: number | undefined
}

const magnitude = expression((g) => abs(g))
const larger = expression((a, b) => where(gt(a, b), a, b))
const sum = expression((a, b) => add(a, b))
// Measured by the largest element, so that squares do not overflow.
const scaledSquare = expression((g, scale) => mul(div(g, scale), div(g, scale)))
const shrinkage = expression((limit, scale, squares) =>
  where(gt(mul(scale, sqrt(squares)), limit), div(div(limit, scale), sqrt(squares)), 1),
)
const times = expression((g, factor) => mul(g, factor))
// An infinite element stays: it is an error of the step, not a large gradient.
const clamped = expression((g, limit) =>
  where(finite(g), where(gt(g, limit), limit, where(lt(g, neg(limit)), neg(limit), g)), g),
)

/** Throws unless there is a limit, and each is above 0. */
export function checkClip(where: string, { norm, value }: ClipOptions): void {
  if (norm === undefined && value === undefined) {
    throw new TypeError(`${where}: clip has no limit: give norm, value or both`)
  }
  for (const [name, limit] of Object.entries({ norm, value })) {
    if (limit !== undefined) {
      checkRange(where, `clip.${name}`, limit, 0, Number.POSITIVE_INFINITY, 'open')
    }
  }
}

/**
 * The same evaluations with clipped gradients. Nothing is read back: the factor is a 1×1 matrix.
 *
 * The gradients are those of the loss, before a method adds its penalty. The losses and what the
 * Kronecker methods learn of the layers' curvature stay as they are: a pair (s, y) of a clipped
 * gradient would be of another function. NaN and infinities are passed on, so that the step fails.
 *
 * @throws TypeError without a limit
 * @throws RangeError unless limits are above 0
 *
 * @example
 * ```ts
 * import { clipGradients } from '@kq/optim/clip-gradients'
 * import type { Evaluate } from '@kq/optim/evaluation'
 *
 * const careful = (evaluate: Evaluate): Evaluate => clipGradients(evaluate, { norm: 1 })
 * ```
 */
export function clipGradients(evaluate: Evaluate, options: ClipOptions): Evaluate {
  checkClip('clipGradients', options)
  return (parameters) => {
    const evaluation = evaluate(parameters)
    let clipped: Matrices | undefined
    return {
      ...evaluation,
      gradients: () => (clipped ??= clip(evaluation.gradients(), options)),
    }
  }
}

function clip(gradients: Matrices, { norm, value }: ClipOptions): Matrices {
  const limited = value === undefined ? gradients : each(gradients, clamped, value)
  return norm === undefined ? limited : each(limited, times, shrinkTo(norm, Object.values(limited)))
}

/** Each gradient through an expression; what it was made of is freed. */
function each(gradients: Matrices, change: typeof times, operand: Matrix | number): Matrices {
  const changed = Object.fromEntries(
    Object.entries(gradients).map(([name, g]) => [name, map(change, g, operand)]),
  )
  discard([gradients, operand], changed)
  return changed
}

/** min(1, limit / ‖G‖), 1×1. NaN among the gradients gives 1, or NaN. */
const shrinkTo = (limit: number, gradients: readonly Matrix[]): Matrix =>
  scope(() => {
    const scale = gradients
      .map((g) => reduce('max', 'all', magnitude, g))
      .reduce((a, b) => map(larger, a, b))
    const squares = gradients
      .map((g) => reduce('sum', 'all', scaledSquare, g, scale))
      .reduce((a, b) => map(sum, a, b))
    return map(shrinkage, limit, scale, squares)
  })
