/*
 * The memory that training by a method needs in any case, in numbers, for layers d_i → d_o with
 * n = d_i + 1 and m samples a batch:
 *
 *   4 d_o n          θ, θ⁺, momentum, gradient
 *   2 S              the curvature state, old and next
 *   2 m (n + d_o)    the homogeneous inputs and the pre-activations of a batch, at θ and at θ⁺
 *
 *   S   K-BFGS       d_o² + 2 n²      H_g, H_a, A
 *       K-BFGS(L)    2 p d_o + 2 n²   S and Y of p pairs, H_a, A
 *       KFAC         2 d_o² + 2 n²    G, A and their inverses
 *       Adam         d_o n            the second moment
 */

export type MemoryMethod = 'kbfgs' | 'kbfgs-l' | 'kfac' | 'adam'

/** Pairs of K-BFGS(L). */
const pairs = 100

const curvature: Readonly<Record<MemoryMethod, (n: number, dOut: number) => number>> = {
  kbfgs: (n, o) => o * o + 2 * n * n,
  'kbfgs-l': (n, o) => 2 * pairs * o + 2 * n * n,
  kfac: (n, o) => 2 * o * o + 2 * n * n,
  adam: (n, o) => o * n,
}

/** Numbers that training holds at once, without the data. */
export function analyticState(
  method: MemoryMethod,
  layerSizes: readonly number[],
  m: number,
): number {
  return layerSizes.slice(1).reduce((total, dOut, layer) => {
    const n = layerSizes[layer] + 1
    return total + 4 * dOut * n + 2 * curvature[method](n, dOut) + 2 * m * (n + dOut)
  }, 0)
}
