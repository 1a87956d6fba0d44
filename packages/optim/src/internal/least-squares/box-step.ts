/*
 * A step of Levenberg and Marquardt within bounds. The variables that a step would take out of bounds go
 * to their bounds, and the others are solved for anew, until none leaves: at most n times. The step is
 * held against the Cauchy point of Moré ("Trust regions and projected gradients", Lecture Notes in Control
 * and Information Sciences 113, 1988): what lowers the model along the projected path P(x − t D⁻² g). Since
 * it lowers the model by a share of what that does, the method converges as Moré's theory says (also Conn,
 * Gould and Toint, Trust-Region Methods, section 12.2).
 *
 * A variable is held at once where it is at a bound and −g points out. Without bounds all are free, and
 * the step is Moré's.
 */
import { type Box, clampTo } from '../minimize/box.ts'
import type { FactoredProblem } from './damped-solve.ts'
import { addProduct, factorOver, type Linearization, modelChange } from './linearization.ts'
import { moreStep } from './more-step.ts'
import { norm } from './pivoted-qr.ts'

/** The share of the Cauchy point's decrease that is enough. */
const cauchyShare = 0.1
/** The share of the linear decrease that a point of the projected path has to reach. */
const pathShare = 0.01

/** x, and what is known there: it serves all steps from x. */
export interface BoxModel extends Linearization {
  readonly x: Float64Array
  /** D's diagonal. */
  readonly d: Float64Array
  /** The variables that may move. */
  readonly free: readonly number[]
  readonly factored: FactoredProblem
}

export interface BoxStep {
  /** x + p: within bounds to the last bit. */
  readonly to: Float64Array
  readonly step: Float64Array
  /** The change of ½‖r‖² that the model promises, below 0 unless nothing can move. */
  readonly change: number
  readonly damping: number
}

/** The variables that −g does not push out of the box. */
function freeAt({ lower, upper }: Box, x: Float64Array, gradient: Float64Array): number[] {
  const free: number[] = []
  for (let i = 0; i < x.length; i++) {
    const isHeld =
      lower[i] === upper[i] ||
      (x[i] <= lower[i] && gradient[i] >= 0) ||
      (x[i] >= upper[i] && gradient[i] <= 0)
    if (!isHeld) free.push(i)
  }
  return free
}

/** @param d - D's diagonal */
export function boxModel(
  box: Box,
  x: Float64Array,
  d: Float64Array,
  linearization: Linearization,
): BoxModel {
  const free = box.bounded ? freeAt(box, x, linearization.gradient) : Array.from(x, (_, i) => i)
  const factored = factorOver(linearization, linearization.residuals, d, free)
  return { ...linearization, x, d, free, factored }
}

/** x + p, moved into the box, with p as it is then. */
function land(
  box: Box,
  x: Float64Array,
  p: Float64Array,
): { to: Float64Array; step: Float64Array } {
  const to = x.map((value, i) => clampTo(box, i, value + p[i]))
  return { to, step: p.map((value, i) => (to[i] === x[i] + value ? value : to[i] - x[i])) }
}

function cauchyStep(box: Box, model: BoxModel, radius: number): Omit<BoxStep, 'damping'> {
  const { x, d, gradient, residuals, jacobian, free } = model
  const along = new Float64Array(x.length)
  for (const j of free) along[j] = -gradient[j] / d[j] / d[j]
  let slope = 0
  for (const j of free) slope += gradient[j] * along[j]
  const product = addProduct(jacobian, along, new Float64Array(residuals.length))
  const length = norm(
    along.map((value, j) => d[j] * value),
    0,
    x.length,
  )
  let t = Math.min(radius / length, -slope / norm(product, 0, product.length) ** 2)
  for (;;) {
    const { to, step } = land(
      box,
      x,
      along.map((value) => t * value),
    )
    const change = modelChange(model, step)
    const linear = step.reduce((sum, value, j) => sum + gradient[j] * value, 0)
    if (change <= pathShare * linear || !(t > 1e-20)) return { to, step, change }
    t /= 2
  }
}

/**
 * @param radius - Δ: ‖D p‖ is about that at most, before variables are moved to bounds
 * @param damping - λ of the step before
 */
export function boxStep(box: Box, model: BoxModel, radius: number, damping: number): BoxStep {
  const { x, d, residuals, jacobian } = model
  const p = new Float64Array(x.length)
  let { free, factored } = model
  let lambda: number | undefined
  const bounds = new Map<number, number>()
  while (free.length > 0) {
    const solved = moreStep(factored, radius, damping)
    lambda ??= solved.damping
    const left: number[] = []
    free.forEach((j, k) => {
      const change = solved.step[k] / d[j]
      const to = x[j] + change
      const bound = clampTo(box, j, to)
      p[j] = bound === to ? change : bound - x[j]
      if (bound === to) left.push(j)
      else bounds.set(j, bound)
    })
    if (left.length === free.length) break
    free = left
    const held = p.slice()
    for (const j of free) held[j] = 0
    factored = factorOver(model, addProduct(jacobian, held, residuals.slice()), d, free)
  }
  const found = { ...land(box, x, p), damping: lambda ?? 0 }
  // x + (bound − x) is not always the bound.
  for (const [j, bound] of bounds) found.to[j] = bound
  const change = modelChange(model, found.step)
  if (bounds.size > 0) {
    const cauchy = cauchyStep(box, model, radius)
    if (!(change <= cauchyShare * cauchy.change)) return { ...cauchy, damping: found.damping }
  }
  return { ...found, change }
}
