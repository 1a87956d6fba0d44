/*
 * How a method asks for evaluations. It is a generator that yields calls of the caller's functions
 * and goes on with what they return, so that one text serves functions that return at once and
 * functions that return promises: `drive` and `driveAsync` differ in a word. A status that is yielded
 * ends the run: budgets and signals need nothing of the methods.
 */
import type { MinimizeStatus } from '../../minimize-result.ts'

/** A call of a function that the caller gave. */
type Call = () => unknown

/** A method, or a part of one. */
export type Steps<T = MinimizeStatus> = Generator<Call | MinimizeStatus, T, unknown>

/** A place, with what is known there. A method writes x, and the run the rest. */
export interface Point {
  readonly x: Float64Array
  readonly gradient: Float64Array
  value: number
  /** What `tolerance` is compared with; NaN or ∞ where the gradient is not finite. */
  norm: number
}
