import { checkRange } from './option-checks.ts'
import type { CommonOptions } from './optimizer.ts'

/** Checks what all methods share. */
export function checkCommon(method: string, options: CommonOptions): void {
  checkRange(method, 'learningRate', options.learningRate, 0, Number.POSITIVE_INFINITY, 'open')
  checkRange(method, 'l2', options.l2, 0)
  checkRange(method, 'momentum', options.momentum, 0, 1)
  checkRange(method, 'dampening', options.dampening, 0, 1)
}

/** Options as a caller gives them: any of them left out, or undefined. */
export type Given<O> = { readonly [K in keyof O]?: O[K] | undefined }

/** `given` over `defaults`, leaving out what is undefined. */
export const withDefaults = <O extends object>(defaults: O, given: Given<O>): O => ({
  ...defaults,
  ...(Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<O>),
})
