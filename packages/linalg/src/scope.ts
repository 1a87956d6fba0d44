import { endOf, stack, track } from './internal/scope-stack.ts'
import { isMatrix, type Matrix } from './matrix.ts'

export { track }

const isPlain = (value: unknown): value is object => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The matrices in a value: itself, or in arrays and plain records of any depth. */
export function matricesIn(value: unknown, found: Set<Matrix> = new Set()): Set<Matrix> {
  if (isMatrix(value)) found.add(value)
  else if (Array.isArray(value)) for (const item of value) matricesIn(item, found)
  else if (isPlain(value)) {
    for (const property of Object.values(Object.getOwnPropertyDescriptors(value))) {
      matricesIn(property.value, found)
    }
  }
  return found
}

/** Gives the storage of all matrices in `value` back to their engines. Freeing twice is harmless. */
export function free(value: unknown): void {
  for (const a of matricesIn(value)) {
    for (const made of stack) made.delete(a)
    a.engine.free(a)
  }
}

/** Exempts all matrices in `value` from the scopes that they were made in: they live until freed. */
export function keep<T>(value: T): T {
  for (const a of matricesIn(value)) for (const made of stack) made.delete(a)
  return value
}

/**
 * Runs `body` and frees every matrix made in it, except those that it returns (alone, or in arrays
 * and plain records) and those kept. What is returned belongs to the enclosing scope, if there is
 * one. When `body` throws, all that it made is freed.
 *
 * @throws TypeError if `body` is asynchronous: the scope would end before the work does
 *
 * @example
 * ```ts
 * import { gemm } from '@kq/linalg/gemm'
 * import { scope } from '@kq/linalg/scope'
 *
 * const cube = scope(() => gemm(gemm([[2]], [[2]]), [[2]])) // the square is freed
 * ```
 */
export function scope<T>(body: () => T): T {
  return endOf(body, (result) => {
    if (result instanceof Promise) {
      // What is left of the body works on freed matrices; this error says why it then fails.
      result.catch(() => undefined)
      throw new TypeError('scope: the body must be synchronous; await outside of it')
    }
    return matricesIn(result)
  })
}

/**
 * Frees at once those matrices in `value` that the innermost scope would free at its end, but for
 * those that `spared` holds too. What others made, or keep, is left alone.
 */
export function discard(value: unknown, spared?: unknown): void {
  const made = stack.at(-1)
  if (!made) return
  const staying = matricesIn(spared)
  for (const a of matricesIn(value)) {
    if (!staying.has(a) && made.delete(a)) a.engine.free(a)
  }
}

/**
 * Swaps long-lived state: frees the matrices of `old` that `next` does not hold too, and keeps
 * those of `next`. Returns `next`.
 */
export function replace<T>(old: unknown, next: T): T {
  const staying = matricesIn(keep(next))
  for (const a of matricesIn(old)) if (!staying.has(a)) free(a)
  return next
}
