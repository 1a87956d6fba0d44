/*
 * The extreme eigenvalues of a symmetric tridiagonal matrix by bisection with Sturm counts: Golub and
 * Van Loan, Matrix Computations (4th ed.), §8.4.1.
 */

/** The least and the greatest eigenvalue; α on the diagonal, β (one fewer) beside it. */
export function tridiagonalExtremes(
  alpha: readonly number[],
  beta: readonly number[],
): { readonly least: number; readonly greatest: number } {
  const radius = (k: number): number => Math.abs(beta[k - 1] ?? 0) + Math.abs(beta[k] ?? 0)
  const low = Math.min(...alpha.map((a, k) => a - radius(k)))
  const high = Math.max(...alpha.map((a, k) => a + radius(k)))

  /** How many eigenvalues are below x: negative pivots of T − x I. */
  const below = (x: number): number => {
    let count = 0
    let pivot = 1
    alpha.forEach((a, k) => {
      const b = k === 0 ? 0 : (beta[k - 1] as number)
      pivot = a - x - (b === 0 ? 0 : (b * b) / pivot)
      // An exact zero would stop the recurrence; the eigenvalue is then at x itself.
      if (pivot === 0) pivot = -Number.MIN_VALUE
      if (pivot < 0) count++
    })
    return count
  }

  const search = (found: (x: number) => boolean): number => {
    let [from, to] = [low, high]
    for (;;) {
      const middle = from + (to - from) / 2
      if (!(middle > from && middle < to)) return to
      if (found(middle)) to = middle
      else from = middle
    }
  }
  return {
    least: search((x) => below(x) >= 1),
    greatest: search((x) => below(x) >= alpha.length),
  }
}
