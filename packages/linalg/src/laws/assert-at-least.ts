import { violated } from './assert-close.ts'

/** Throws unless `left` ≥ `right` to within `budget`. */
export function assertAtLeast(left: number, right: number, budget: number, what: string): void {
  if (left >= right - budget) return
  violated(`${what}: ${left} is below ${right} by ${right - left}, rounding explains ${budget}`)
}
