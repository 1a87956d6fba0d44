import type { Matrix } from '../matrix.ts'

/**
 * Who frees what. Scopes are a stack for the whole program: bodies are synchronous, so nothing else
 * runs between their begin and end.
 */
export const stack: Set<Matrix>[] = []

/** Notes that the innermost scope made `a`. Operations call this on all that they return. */
export function track<M extends Matrix>(a: M): M {
  stack.at(-1)?.add(a)
  return a
}

/** Runs `body` and frees what was made in it, but for the `survivors` of its result. */
export function endOf<T>(body: () => T, survivors: (result: T) => Set<unknown>): T {
  const made = new Set<Matrix>()
  stack.push(made)
  let spared: Set<unknown> | undefined
  try {
    const result = body()
    spared = survivors(result)
    return result
  } finally {
    stack.pop()
    for (const a of made) {
      if (spared?.has(a)) track(a)
      else a.engine.free(a)
    }
  }
}

/** A scope for algorithms, whose results are a matrix or a record of matrices. */
export const scope = <T extends object>(body: () => T): T =>
  endOf(body, (result) => new Set<unknown>([result, ...Object.values(result)]))
