import type { Task } from './task.ts'

/*
 * Contestants answer over their standard input and output, a line of JSON each way, in Node.js and
 * in Python alike. Lines that are none of ours may come between: libraries greet.
 */

export type Request =
  /** Make the operands, compute once. Answered by a {@link Sample}. */
  | { readonly id: number; readonly ask: 'prepare'; readonly task: Task }
  /** Compute so many times. Answered by the seconds that one took, the mean. */
  | { readonly id: number; readonly ask: 'time'; readonly times: number }

/** The answer to the request of that id; the one of id 0 comes unasked, when the library is loaded. */
export interface Reply {
  readonly id: number
  readonly answer?: unknown
  readonly error?: string
}

/** Enough of a result to tell it from another. */
export interface Sample {
  readonly length: number
  /** Of the absolute values. */
  readonly mean: number
  /** Every so-maniest element. */
  readonly some: readonly number[]
}

/** `peers/contestant.py` does the same. */
export function sampleOf(values: ArrayLike<number>): Sample {
  const { length } = values
  let sum = 0
  for (let i = 0; i < length; i++) sum += Math.abs(values[i])
  const stride = Math.max(1, Math.floor(length / 97))
  const some: number[] = []
  for (let i = 0; i < length; i += stride) some.push(values[i])
  return { length, mean: sum / length, some }
}

/** How far two results are apart, relative to the mean of their elements' sizes. */
export function distance(a: Sample, b: Sample): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  const gaps = a.some.map((x, i) => Math.abs(x - b.some[i]))
  return Math.max(Math.abs(a.mean - b.mean), ...gaps) / a.mean
}

/** The reply that a line holds, if it holds one. */
export function parseReply(line: string): Reply | undefined {
  if (!line.startsWith('{"id":')) return undefined
  try {
    return JSON.parse(line) as Reply
  } catch {
    return undefined
  }
}
