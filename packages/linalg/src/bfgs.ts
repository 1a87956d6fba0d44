/*
 * The BFGS update of an inverse Hessian approximation:
 *
 *   H⁺ = (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ,   ρ = 1/sᵀy
 *      = H + (1 + yᵀHy/σ)/σ · s sᵀ − 1/σ · (s qᵀ + q sᵀ),   σ = sᵀy, q = Hy
 *
 * Nocedal and Wright, Numerical Optimization (2nd ed.), eq. 6.17. The skip rules are those of the
 * program of Goldfarb, Ren and Bahamou, "Practical Quasi-Newton Methods for Training Deep Neural
 * Networks" (NeurIPS 2020).
 *
 *   s  step in the variables              σ  curvature sᵀy
 *   y  change of the gradient over s      v  skip reference (mean gradient in K-BFGS)
 *
 * Departure: pairs whose inner products leave the range of the numbers are skipped too, with a
 * status of their own; there the authors' program gives NaN, or divides by 0.
 */
import type { DenseMatrix } from './dense-matrix.ts'
import { ShapeError } from './errors.ts'
import { add, div, expression, where } from './expression.ts'
import { assertColumns } from './internal/assert-columns.ts'
import { countNonFinite, examinePair } from './internal/examine-pair.ts'
import { onEngine, peek } from './internal/operands.ts'
import { rankTwoUpdate } from './internal/rank-two.ts'
import { scope } from './internal/scope-stack.ts'
import { dot, isPlain, map, operands, product, select, sum } from './internal/unchecked.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'

/** What an update came to; its index is the status code of {@link BfgsUpdate.code}. */
export const bfgsStatuses = [
  /** H⁺ satisfies the secant equation H⁺y = s. */
  'updated',
  /** sᵀy ≤ 0, or underflows to 0: the update would not be positive definite. H is unchanged. */
  'nonpositive-curvature',
  /**
   * The curvature is lost in noise: sᵀy ≤ 10⁻⁴ sᵀs ‖v‖, or sᵀy < `leastCurvature`, where
   * products of single elements may have underflowed. H is unchanged.
   */
  'small-curvature',
  /** s, y or v hold NaN or infinities. H is unchanged. */
  'non-finite',
  /** An inner product or an entry of H⁺ is not finite, though s, y and v are. H is unchanged. */
  'overflow',
] as const

export type BfgsStatus = (typeof bfgsStatuses)[number]

/** The outcome of {@link bfgsUpdate}. */
export interface BfgsUpdate<M extends Matrix = Matrix> {
  /** The updated inverse, or the given one where the update was skipped. */
  readonly H: M
  /** Index into {@link bfgsStatuses}, 1×1. */
  readonly code: M
  /** In words, at once; engines that must wait throw and want {@link code} to be read. */
  readonly status: BfgsStatus
}

export interface BfgsOptions<V = VectorLike> {
  /** v of the rule that skips sᵀy ≤ 10⁻⁴ sᵀs ‖v‖; n×1. Without it only sᵀy ≤ 0 is skipped. */
  readonly skipReference?: V
}

const outerCoefficient = /* @__PURE__ */ expression((code, sigma, yq) =>
  where(code, 0, div(add(1, div(yq, sigma)), sigma)),
)
const crossCoefficient = /* @__PURE__ */ expression((code, sigma) => where(code, 0, div(-1, sigma)))
const withOverflow = /* @__PURE__ */ expression((code, infinities) =>
  where(code, code, where(infinities, 4, 0)),
)

const infinitiesOf = (H: Matrix): Matrix | number =>
  isPlain(H) ? +!H.data.every(Number.isFinite) : sum('all', countNonFinite, H, 0, 0)

/**
 * BFGS update of the inverse Hessian approximation H by one curvature pair, skipped where it would
 * not stay positive definite and finite. Inner products are kept in the engine's dtype: in float32
 * vectors of norms beyond about 10⁻¹⁵ and 10¹⁹ are skipped as `'small-curvature'` and `'overflow'`.
 *
 * @param h - n×n, symmetric positive definite
 * @param s - n×1, step
 * @param y - n×1, change of the gradient
 * @returns H⁺ with H⁺y = s, symmetric to the last bit where H is
 * @throws ShapeError if the shapes do not fit
 *
 * @example
 * ```ts
 * import { bfgsUpdate } from '@kq/linalg/bfgs'
 *
 * const { H, status } = bfgsUpdate([[1, 0], [0, 1]], [1, 0], [2, 0])
 * H.toArray() // [[0.5, 0], [0, 1]]
 * status // 'updated'
 * ```
 */
export function bfgsUpdate(
  h: HostMatrixLike,
  s: HostVectorLike,
  y: HostVectorLike,
  options?: BfgsOptions<HostVectorLike>,
): BfgsUpdate<DenseMatrix>
export function bfgsUpdate(
  h: MatrixLike,
  s: VectorLike,
  y: VectorLike,
  options?: BfgsOptions,
): BfgsUpdate
export function bfgsUpdate(
  h: MatrixLike,
  s: VectorLike,
  y: VectorLike,
  { skipReference }: BfgsOptions = {},
): BfgsUpdate {
  const result = scope(() => {
    const [H, S, Y] = operands(h, s, y)
    if (H.rows !== H.columns) {
      throw new ShapeError(`bfgsUpdate: H is ${shapeText(H)}; expected a square matrix`)
    }
    const v = skipReference === undefined ? undefined : onEngine(skipReference, H.engine)
    assertColumns('bfgsUpdate', H.rows, { s: S, y: Y, skipReference: v })
    const { sigma, code: pair } = examinePair(S, Y, v)
    const q = product(H, Y)
    const outer = map(outerCoefficient, pair, sigma, dot(Y, q))
    const next = rankTwoUpdate(H, S, q, outer, map(crossCoefficient, pair, sigma))
    const code = map(withOverflow, pair, infinitiesOf(next))
    return { H: select(code, H, next), code }
  })
  return {
    ...result,
    get status(): BfgsStatus {
      return bfgsStatuses[peek(result.code)] as BfgsStatus
    },
  }
}
