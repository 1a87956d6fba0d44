/*
 * ∂f/∂xᵢ as the slope at x of the quadratic through f at x, x + a eᵢ and x + b eᵢ:
 *
 *   (b (f(x + a eᵢ) − f(x)) / a − a (f(x + b eᵢ) − f(x)) / b) / (b − a)
 *
 * with the error a b f‴/6: Fornberg, Math. Comp. 51 (1988). Inside of the bounds a = h and b = −h, the
 * central difference; where one side has no room for that, a = h and b = 2h into the other.
 */
import type { AsyncObjective } from '../../minimize-options.ts'
import type { Box } from './box.ts'
import { clampTo } from './box.ts'
import type { Point, Steps } from './protocol.ts'
import type { Run, RunSettings } from './run.ts'

const relativeStep = Math.cbrt(Number.EPSILON)

/** Where to ask for f along variable i. */
function places(box: Box, i: number, middle: number): readonly [number, number] {
  const h = relativeStep * Math.max(1, Math.abs(middle))
  const below = middle - box.lower[i]
  const above = box.upper[i] - middle
  const room = Math.max(below, above)
  const side = above < below ? -1 : 1
  // Two steps into one side, or one into each where that makes longer ones.
  const central = Math.min(h, below, above)
  const oneSided = Math.min(h, room / 2)
  return central < oneSided
    ? [middle + side * oneSided, middle + side * 2 * oneSided]
    : [middle + central, middle - central]
}

/** Makes gradients of functions that give values only; 0 for variables that are fixed. */
export function boundedDifferences(box: Box): Required<RunSettings>['differences'] {
  let warned = false
  return function* differences(run: Run, f: AsyncObjective, point: Point): Steps<Float64Array> {
    if (!warned) {
      run.warnings.push('no gradient: differences, up to 2n evaluations each')
    }
    warned = true
    const x = point.x.slice()
    const gradient = new Float64Array(run.size)
    for (let i = 0; i < run.size; i++) {
      const middle = point.x[i]
      const steps: number[] = []
      const slopes: number[] = []
      for (const place of places(box, i, middle)) {
        x[i] = clampTo(box, i, place)
        // What float64 makes of the step.
        const step = x[i] - middle
        if (step === 0 || step === steps[0]) continue
        const slope = (((yield* run.call('nfev', f, x)) as number) - point.value) / step
        if (!Number.isFinite(slope)) continue
        steps.push(step)
        slopes.push(slope)
      }
      x[i] = middle
      const [a, b] = steps
      const [toA, toB = toA] = slopes
      if (a === undefined) gradient[i] = box.lower[i] < box.upper[i] ? Number.NaN : 0
      else gradient[i] = b === undefined ? toA : (b * toA - a * toB) / (b - a)
    }
    return gradient
  }
}
