import { dense, type Dense, transposedDense } from './dense.ts'
import { inner } from './inner.ts'
import { type Estimate, product } from './oracle.ts'
import { magnitudeOf } from './quasi-newton-context.ts'

/**
 * H⁺ = (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ multiplied out as it stands (Nocedal and Wright, eq.
 * 6.17), in float64, and what the errors of any other way to compute it are proportional to.
 *
 * @param yMagnitude - what y's own rounding errors are proportional to; defaults to |y|
 */
export function bfgsOracle(
  H: Dense,
  s: Dense,
  y: Dense,
  yMagnitude: Dense = magnitudeOf(y),
): Estimate {
  const n = H.rows
  const rho = 1 / inner(s, y).value
  const left = dense(n, n, (i, j) => Number(i === j) - rho * s.get(i, 0) * y.get(j, 0))
  const bent = product(product(left, H).value, transposedDense(left)).value
  const value = dense(n, n, (i, j) => bent.get(i, j) + rho * s.get(i, 0) * s.get(j, 0))

  const a = magnitudeOf(s)
  const q = product(magnitudeOf(H), yMagnitude).value
  const outer = (1 + inner(yMagnitude, q).value * rho) * rho
  // sᵀy enters by division: its relative error is that of every term.
  const relative = 1 + inner(a, yMagnitude).value * rho
  const magnitude = dense(
    n,
    n,
    (i, j) =>
      Math.abs(H.get(i, j)) +
      relative *
        (outer * a.get(i, 0) * a.get(j, 0) +
          rho * (a.get(i, 0) * q.get(j, 0) + q.get(i, 0) * a.get(j, 0))),
  )
  return { value, magnitude }
}
