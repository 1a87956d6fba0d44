/*
 * The compact form of L-BFGS: its inverse Hessian approximation as a multiple of the identity and a
 * product of rank 2p, written out.
 *
 *   H = γ I + Bᵀ M B,   B = [ S ; γ Y ],   M = [ R⁻ᵀ (Δ + γ Y Yᵀ) R⁻¹   −R⁻ᵀ ]
 *                                              [ −R⁻¹                     0  ]
 *
 * Byrd, Nocedal, Schnabel, "Representations of quasi-Newton matrices and their use in limited memory
 * methods", Mathematical Programming 63 (1994), theorem 2.2.
 *
 *   S, Y  pairs as rows, p×n, oldest first      R  upper triangle of SYᵀ
 *   γ     H₀ = γ I                              Δ  diagonal of R
 *
 * The upper left block is the Gram matrix of X = R⁻ᵀ [ Δ^½ | γ^½ Y ], and R is divided by, not
 * inverted first: the block is symmetric and semidefinite in any precision.
 */
import { matrices, matrix } from './as-matrix.ts'
import { concat } from './concat.ts'
import { identity, zeros } from './constant.ts'
import type { CurvaturePairs } from './curvature-pairs.ts'
import { add, columnIndex, eq, expression, mul, neg, rowIndex, sqrt } from './expression.ts'
import { gemm } from './gemm.ts'
import { gram } from './gram.ts'
import type { HostMatrix } from './host.ts'
import { assertColumnsOf, curvatureTriangle } from './internal/curvature-triangle.ts'
import type { TwoLoopOptions } from './lbfgs.ts'
import { map } from './map.ts'
import type { HostMatrixLike, Matrix, MatrixLike, VectorLike } from './matrix.ts'
import { scope } from './scope.ts'
import { slice } from './slice.ts'
import { transpose } from './transpose.ts'
import { triangularSolve } from './triangular-solve.ts'

/** H = γ I + Bᵀ M B with the parts of theorem 2.2. */
export interface CompactForm<M extends Matrix = Matrix> {
  readonly gamma: number
  /** B, 2p×n: the steps above γ times the changes of the gradient. */
  readonly basis: M
  /** M, 2p×2p, symmetric to the last bit. */
  readonly middle: M
  /** H V for an n×k matrix V. @throws ShapeError if V has not n rows */
  apply(v: VectorLike): M
  /** H, n×n, symmetric to the last bit. */
  toDense(): M
}

const scaled = /* @__PURE__ */ expression((x, factor) => mul(x, factor))
const rootScaled = /* @__PURE__ */ expression((x, factor) => mul(x, sqrt(factor)))
const negated = /* @__PURE__ */ expression((x) => neg(x))
const symmetrized = /* @__PURE__ */ expression((x, xT, gamma) =>
  add(mul(0.5, add(x, xT)), mul(gamma, eq(rowIndex, columnIndex))),
)

/**
 * The compact form of the L-BFGS inverse, for those who want its matrices: to look at, to take
 * eigenvalues of, to write H out. For products alone `twoLoop` costs less, and in float32 errs less
 * where R is ill-conditioned, since it does not form R⁻¹.
 *
 * @param pairs - with sᵀy > 0 for every pair held
 * @throws ShapeError if S and Y differ in shape
 *
 * @example
 * ```ts
 * import { compactForm } from '@kq/linalg/compact-form'
 *
 * const form = compactForm({ S: [[1, 0]], Y: [[2, 0]] })
 * form.toDense().toArray() // [[0.5, 0], [0, 1]]
 * form.middle.toArray() // [[1.5, -0.5], [-0.5, 0]]
 * ```
 */
export function compactForm(
  pairs: CurvaturePairs<HostMatrixLike>,
  options?: TwoLoopOptions,
): CompactForm<HostMatrix>
export function compactForm(
  pairs: CurvaturePairs<MatrixLike>,
  options?: TwoLoopOptions,
): CompactForm
export function compactForm(
  pairs: CurvaturePairs<MatrixLike>,
  { gamma = 1 }: TwoLoopOptions = {},
): CompactForm {
  const parts = scope(() => {
    const [S, Y] = matrices(pairs.S, pairs.Y)
    const { R, delta } = curvatureTriangle('compactForm', S, Y, gamma)
    const { rows: p, engine } = S
    const right = concat('columns', identity(p, 1, engine), map(rootScaled, Y, gamma))
    const solved = triangularSolve(R, right, { lower: false, transpose: true })
    const inverse = slice(solved, { columnEnd: p })
    const rest = slice(solved, { columnStart: p })
    const X = concat('columns', map(rootScaled, inverse, transpose(delta)), rest)
    const corner = map(negated, inverse)
    const above = concat('columns', gram(transpose(X)), corner)
    const below = concat('columns', transpose(corner), zeros(p, p, engine))
    return {
      gamma,
      basis: concat('rows', S, map(scaled, Y, gamma)),
      middle: concat('rows', above, below),
    }
  })
  const { basis, middle } = parts
  const spread = (x: Matrix): Matrix => gemm(basis, gemm(middle, x), { transposeA: true })
  return {
    ...parts,
    apply: (v) =>
      scope(() => {
        const V = matrix(v, basis.engine)
        assertColumnsOf('CompactForm.apply', basis, V)
        return map(sum, gamma, V, spread(gemm(basis, V)))
      }),
    toDense: () =>
      scope(() => {
        const product = spread(basis)
        return map(symmetrized, product, transpose(product), gamma)
      }),
  }
}

const sum = /* @__PURE__ */ expression((gamma, v, rest) => add(mul(gamma, v), rest))
