/*
 * Tangents of factorizations. A triangle that an operation does not read counts for nothing here
 * either, whatever it holds.
 *
 *   X = A⁻¹       Ẋ = −X Ȧ X
 *   op(T) X = B   op(T) Ẋ = Ḃ − op(Ṫ) X
 *   A = L Lᵀ      L̇ = L Φ(L⁻¹ Ȧ L⁻ᵀ), Φ the lower triangle with half the diagonal
 *
 * The last is of S. P. Smith, "Differentiation of the Cholesky algorithm", J. Comput. Graph. Stat. 4
 * (1995), in the form of I. Murray, "Differentiation of the Cholesky decomposition" (2016), eq. 8.
 */
import { cholesky } from '../../cholesky.ts'
import type { TriangularSolveArguments } from '../../engine.ts'
import { columnIndex, eq, expression, ge, gt, le, mul, rowIndex, where } from '../../expression.ts'
import { gemm } from '../../gemm.ts'
import { map } from '../../map.ts'
import type { Matrix } from '../../matrix.ts'
import { spdInverse } from '../../spd-inverse.ts'
import { transpose } from '../../transpose.ts'
import { triangularSolve } from '../../triangular-solve.ts'
import type { Pair } from './pair.ts'

const mirror = /* @__PURE__ */ expression((a, aT) => where(ge(rowIndex, columnIndex), a, aT))
const lowerTriangle = /* @__PURE__ */ expression((a) => where(ge(rowIndex, columnIndex), a, 0))
const upperTriangle = /* @__PURE__ */ expression((a) => where(le(rowIndex, columnIndex), a, 0))
const phi = /* @__PURE__ */ expression((a) =>
  where(gt(rowIndex, columnIndex), a, where(eq(rowIndex, columnIndex), mul(0.5, a), 0)),
)

/** The symmetric matrix of which `a` has the lower triangle. */
const mirrored = (a: Matrix): Matrix => map(mirror, a, transpose(a))

export function choleskyPair({ primal, tangent }: Pair): Pair {
  const L = cholesky(primal)
  if (!tangent) return { primal: L, tangent: undefined }
  const half = triangularSolve(L, mirrored(tangent))
  const both = triangularSolve(L, transpose(half))
  return { primal: L, tangent: gemm(L, map(phi, both)) }
}

export function spdInversePair({ primal, tangent }: Pair): Pair {
  const X = spdInverse(primal)
  if (!tangent) return { primal: X, tangent: undefined }
  const change = gemm(gemm(X, mirrored(tangent)), X, { alpha: -1 })
  return { primal: X, tangent: mirrored(change) }
}

export function triangularSolvePair(t: Pair, b: Pair, options: TriangularSolveArguments): Pair {
  const X = triangularSolve(t.primal, b.primal, options)
  const right = t.tangent
    ? gemm(map(options.lower ? lowerTriangle : upperTriangle, t.tangent), X, {
        transposeA: options.transpose,
        alpha: -1,
        ...(b.tangent && { c: b.tangent }),
      })
    : b.tangent
  return { primal: X, tangent: right && triangularSolve(t.primal, right, options) }
}
