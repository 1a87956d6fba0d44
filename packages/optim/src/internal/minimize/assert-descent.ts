import type { LineStart } from '../../line-search.ts'

/** Throws unless φ(0) is finite, φ′(0) < 0 and the first step is above 0. */
export function assertDescent(search: string, { value, slope, initialStep }: LineStart): void {
  if (Number.isFinite(value) && slope < 0 && slope > Number.NEGATIVE_INFINITY && initialStep > 0) {
    return
  }
  throw new RangeError(
    `${search}: φ(0) is ${value}, φ′(0) is ${slope} and the first step ${initialStep}; expected a finite φ(0), a φ′(0) below 0 and a step above 0: search along a direction in which f falls`,
  )
}
