/*
 * Levenberg (1944), Marquardt (1963); Moré, "The Levenberg-Marquardt algorithm: implementation and theory",
 * Lecture Notes in Mathematics 630 (1978); `lmder` of MINPACK.
 *
 *   p ≈ argmin ½‖r + J p‖²,  ‖D p‖ ≤ Δ,      ρ = (f(x) − f(x + p)) / (f(x) − ½‖r + J p‖²)
 *   Dⱼ = the largest norm that column j of J has had,   Δ = 10 ‖D x0‖ at first
 *
 * Departures: every step that lowers f is taken (lmder: ρ ≥ 1e-4). Where what is promised is lost in the
 * rounding of f, and the decrease of f too, −pᵀ(g + g⁺)/2 stands in for f(x) − f(x + p), as Hager and Zhang (SIAM J. Optim. 16, 2005) do
 * in line searches; a Δ too short to show a decrease is lengthened first. A run of more than 50 iterations
 * is mostly one that D misleads, since variables that hardly matter may move far: D is then a multiple of the
 * identity for 50 iterations, and so on in turn. Bounds: see box-step.ts.
 */
import type { LevenbergMarquardtOptions } from '../../levenberg-marquardt.ts'
import type { Box } from '../minimize/box.ts'
import type { Point, Steps } from '../minimize/protocol.ts'
import type { Run } from '../minimize/run.ts'
import { dot } from '../minimize/vector.ts'
import { boxModel, boxStep } from './box-step.ts'
import type { LeastSquares } from './least-squares-run.ts'
import type { Linearization } from './linearization.ts'
import { normalInverse } from './normal-inverse.ts'
import { norm } from './pivoted-qr.ts'

/** A decrease below this share of f is lost in rounding. */
const rounding = 1e-13
/** A promise above this share of f is not one of rounding errors. */
const doubtful = 1e-9
/** Rejections of steps too short for f to show anything, after which the run ends. */
const mostLost = 10
/** Iterations after which D changes. */
const period = 50
/** Rejections after which differences are taken with more care. */
const mostRejections = 3
/** How often a radius that shows no decrease is lengthened. */
const mostLengthenings = 20

/** The norms of J's columns. */
const columnNorms = ({ jacobian, residuals: { length: m } }: Linearization, n: number) =>
  Float64Array.from({ length: n }, (_, j) => norm(jacobian, j * m, (j + 1) * m))

/** ‖D x‖. */
const scaledNorm = (d: Float64Array, x: Float64Array): number =>
  norm(
    x.map((value, j) => d[j] * value),
    0,
    x.length,
  )

/**
 * D's diagonal for an iteration. A column of 0 moves as one of length 1.
 *
 * @param largest - the largest norms so far: brought up to date
 */
function scaling(norms: Float64Array, largest: Float64Array, iteration: number): Float64Array {
  let most = 0
  for (let j = 0; j < norms.length; j++) {
    largest[j] = Math.max(largest[j], norms[j])
    most = Math.max(most, largest[j])
  }
  const isUniform = Math.floor(iteration / period) % 2 === 1
  const least = most * (isUniform ? 1 : Number.EPSILON)
  return largest.map((value) => Math.max(value, least) || 1)
}

/** The largest cosine of r with a column of J whose variable may move. */
function largestCosine(model: Linearization, norms: Float64Array, free: readonly number[]): number {
  const size = norm(model.residuals, 0, model.residuals.length)
  return Math.max(0, ...free.map((j) => Math.abs(model.gradient[j]) / (norms[j] * size) || 0))
}

/** Where the parabola with f, its slope and f⁺ has its minimum, in shares of the step: 0.1 to 0.5. */
function shrinkage(fall: number, slope: number): number {
  if (fall >= 0) return 0.5
  const share = slope / (2 * (slope + fall))
  return share > 0.1 ? share : 0.1
}

export function* levenbergMarquardtMethod(
  run: Run,
  options: LevenbergMarquardtOptions,
  problem: LeastSquares,
  box: Box,
): Steps {
  const {
    tolerance = 1e-6,
    functionTolerance = 0,
    stepTolerance = 0,
    cosineTolerance = 0,
    initialStep = 10,
  } = options
  const n = run.size
  let current = run.start
  const at = (point: Point): Linearization => problem.at(point) as Linearization
  run.inverseHessian = (v) => {
    const { jacobian, residuals } = problem.at(run.best()) ?? at(current)
    return normalInverse(jacobian, residuals.length, n)(v)
  }
  const largest = new Float64Array(n)
  let norms = columnNorms(at(current), n)
  let d = scaling(norms, largest, 0)
  let model = boxModel(box, current.x, d, at(current))
  const longest = (): number =>
    initialStep *
    scaledNorm(
      d,
      current.x.map((value) => value || 1),
    )
  let radius = longest()
  const linearize = (): void => {
    norms = columnNorms(at(current), n)
    d = scaling(norms, largest, run.counts.nit)
    model = boxModel(box, current.x, d, at(current))
  }
  let damping = 0
  let isFirst = true
  let isAtRest = false
  for (;;) {
    if (largestCosine(model, norms, model.free) <= cosineTolerance) return 'gradient-small'
    let point: Point | undefined
    let promise = 0
    let longer = 0
    let rejections = 0
    while (!point) {
      const { value, x, gradient } = current
      const { to, step, change, damping: lambda } = boxStep(box, model, radius, damping)
      damping = lambda
      const promised = -change
      const isShort = promised <= rounding * value && damping > 0 && promise === 0
      if (isShort && longer < mostLengthenings) {
        // Too short to show.
        longer++
        radius *= 10
        continue
      }
      promise = Math.max(promise, promised)
      const isDoubtful = promise <= doubtful * value
      const isLost = isDoubtful && promised <= rounding * value
      const length = scaledNorm(d, step)
      if (isFirst) radius = Math.min(radius, length)
      isFirst = false
      let moved = 0
      for (let j = 0; j < n; j++) moved = Math.max(moved, Math.abs(to[j] - x[j]))
      // A promise that f keeps at no distance is a Jacobian's that is not r's.
      if ((isAtRest || rejections >= mostRejections || !moved) && problem.isRough()) {
        yield* problem.refine(run, current)
        if (current.norm <= tolerance) return 'gradient-small'
        linearize()
        radius = longest()
        promise = rejections = 0
        continue
      }
      if (!moved) return isDoubtful ? 'step-small' : 'line-search-failed'
      const trial = run.spare(current)
      trial.x.set(to)
      problem.ceiling = value * (1 + (isLost ? rounding : 0))
      yield* run.evaluate(trial)
      const fall = value - trial.value
      const isHidden = isLost && Math.abs(fall) <= rounding * value
      const bySlopes = -(dot(gradient, step) + dot(trial.gradient, step)) / 2
      const ratio = (isHidden ? bySlopes : fall) / promised
      if (!(ratio > 0.25)) {
        const share = shrinkage(isHidden ? bySlopes : fall, dot(gradient, step))
        radius = share * Math.min(radius, 10 * length)
        damping /= share
      } else if (damping === 0 || ratio >= 0.75) {
        radius = 2 * length
        damping /= 2
      }
      if (isHidden ? bySlopes > 1e-4 * promised : fall > 0) {
        const stop = run.iterated(trial, moved)
        isAtRest = stop === 'decrease-small' && problem.isRough()
        if (stop && !isAtRest) return stop
        point = trial
      } else {
        rejections++
        if (isLost && rejections > mostLost && !problem.isRough()) return 'decrease-small'
      }
      const share = functionTolerance * value
      if (Math.abs(fall) <= share && promised <= share && ratio <= 2) return 'decrease-small'
      if (radius <= stepTolerance * scaledNorm(d, trial.x)) return 'step-small'
    }
    current = point
    const before = scaledNorm(d, current.x)
    linearize()
    if (run.counts.nit % period === 0) radius *= scaledNorm(d, current.x) / before || 1
  }
}
