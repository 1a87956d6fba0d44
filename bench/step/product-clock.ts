import type { Engine } from '@kq/linalg/engine'

/**
 * Makes an engine count the time inside its products (`gemm`, `gram`) from now on, those within
 * factorizations not. For engines that compute before they return.
 *
 * @returns the seconds so far
 */
export function countProductSeconds(engine: Engine): () => number {
  let total = 0
  let depth = 0
  const timed =
    <A extends unknown[], R>(body: (...args: A) => R) =>
    (...args: A): R => {
      const begun = performance.now()
      depth++
      try {
        return body.apply(engine, args)
      } finally {
        depth--
        // One product may be made of others.
        if (depth === 0) total += (performance.now() - begun) / 1e3
      }
    }
  const { gemm, gram } = engine
  Object.assign(engine, { gemm: timed(gemm), ...(gram && { gram: timed(gram) }) })
  return () => total
}
