/*
 * How well to solve for a Newton step: Eisenstat and Walker, "Choosing the forcing terms in an inexact
 * Newton method", SIAM J. Sci. Comput. 17 (1996), choice 2 with γ = 0.9 and exponent 2.
 *
 *   η = 0.9 (‖g‖ / ‖g before‖)²,   at least 0.9 (η before)² where that exceeds 0.1,   at most 0.5
 *
 * It does not depend on the scale of f, and makes convergence quadratic.
 */

/** Takes ‖g‖ of each iteration, gives the ‖r‖ that is small enough there. */
export function createForcing(): (norm: number) => number {
  let before = 0
  let eta = 0.5
  return (norm) => {
    if (before) {
      const least = 0.9 * eta * eta
      eta = Math.min(0.5, Math.max(0.9 * (norm / before) ** 2, least > 0.1 ? least : 0))
    }
    before = norm
    return eta * norm
  }
}

/** Products for one step: a few times the dimension, for what rounding takes from conjugacy. */
export const mostProducts = (n: number): number => 2 * n + 20
