/*
 * Damping: bending a curvature pair (s, y) just far enough that a BFGS update keeps the inverse
 * Hessian approximation H positive definite and bounded.
 *
 *   Powell damping on H (D1):  if sᵀy / yᵀHy ≤ μ₁:  s̃ = θ₁ s + (1 − θ₁) Hy,
 *                              θ₁ = (1 − μ₁) yᵀHy / (yᵀHy − sᵀy),  so that s̃ᵀy = μ₁ yᵀHy
 *   damping with B = I (D2):   if s̃ᵀy / s̃ᵀs̃ ≤ μ₂:  ỹ = θ₂ y + (1 − θ₂) s̃,
 *                              θ₂ = (1 − μ₂) s̃ᵀs̃ / (s̃ᵀs̃ − s̃ᵀy),  so that s̃ᵀỹ = μ₂ s̃ᵀs̃
 *   Levenberg–Marquardt (LM):  ỹ = y + μ₂ s̃, always
 *
 * Goldfarb, Ren, Bahamou, "Practical Quasi-Newton Methods for Training Deep Neural Networks"
 * (NeurIPS 2020), double damping; LM: Ren, Bahamou, Goldfarb, "Kronecker-factored Quasi-Newton
 * Methods for Deep Learning" (arXiv 2102.06737). D1 goes back to Powell (1978).
 *
 * Departures, where the formulas would give 0/0 or ∞/∞: a pair whose yᵀHy is 0 (y = 0, say) or
 * overflows stays as it is, and so does y where s̃ᵀs̃ is 0 or overflows; `bfgsUpdate` refuses such
 * pairs. For μ₂ ≥ 1 the line through y and s̃ may have no point of curvature μ₂ s̃ᵀs̃, or all its
 * points; then ỹ = μ₂ s̃.
 */
import type { DenseMatrix } from './dense-matrix.ts'
import { ShapeError } from './errors.ts'
import { add, and, div, expression, finite, gt, le, mul, sub, where } from './expression.ts'
import { assertColumns } from './internal/assert-columns.ts'
import { onEngine, peek } from './internal/operands.ts'
import { scope } from './internal/scope-stack.ts'
import { dot, map, operands, product, zeros } from './internal/unchecked.ts'
import {
  type HostMatrixLike,
  type HostVectorLike,
  type Matrix,
  type MatrixLike,
  shapeText,
  type VectorLike,
} from './matrix.ts'

/** H as the product v ↦ Hv, for inverses that are never formed. */
export type InverseOperator<M extends Matrix = Matrix> = (v: M) => M

export interface PowellDampingOptions {
  /** μ₁ in (0, 1): the least s̃ᵀy / yᵀHy. @defaultValue `0.2` */
  readonly mu1?: number
}

export interface DoubleDampingOptions extends PowellDampingOptions {
  /** μ₂ > 0: the least s̃ᵀỹ / s̃ᵀs̃. Below 1 the damped pair is bounded. @defaultValue `0.5` */
  readonly mu2?: number
}

/** A damped pair. */
export interface DampedPair<M extends Matrix = Matrix> {
  readonly s: M
  readonly y: M
  /** 1 where D1 changed s, else 0; 1×1. */
  readonly powell: M
  /** 1 where D2 changed y, else 0; 1×1. LM damping always does, unless the pair is unusable. */
  readonly second: M
  /** {@link powell} at once; engines that must wait throw. */
  readonly powellDamped: boolean
  /** {@link second} at once; engines that must wait throw. */
  readonly secondDamped: boolean
}

const isUsable = /* @__PURE__ */ expression((k) => and(gt(k, 0), finite(k)))
// a / b ≤ μ: a strict ">" on the undamped side, as in the authors' program.
const needsDamping = /* @__PURE__ */ expression((usable, a, b, mu) =>
  and(usable, and(le(div(a, b), mu), finite(b))),
)
const dampingFactor = /* @__PURE__ */ expression((a, b, mu) => div(mul(sub(1, mu), b), sub(b, a)))
const blend = /* @__PURE__ */ expression((damped, theta, x, target, mu) =>
  where(
    damped,
    where(finite(theta), add(mul(theta, x), mul(sub(1, theta), target)), mul(mu, target)),
    x,
  ),
)
const same = /* @__PURE__ */ expression((x) => x)
const copyOf = (a: Matrix): Matrix => map(same, a)
const shift = /* @__PURE__ */ expression((usable, y, mu, s) => where(usable, add(y, mul(mu, s)), y))

/**
 * x moved towards `target` until a = xᵀw reaches μ b, b = targetᵀw, where that is called for; and
 * whether it was.
 */
function damp(
  usable: Matrix,
  x: Matrix,
  target: Matrix,
  a: Matrix,
  b: Matrix,
  mu: number,
): [damped: Matrix, flag: Matrix] {
  const flag = map(needsDamping, usable, a, b, mu)
  return [map(blend, flag, map(dampingFactor, a, b, mu), x, target, mu), flag]
}

function assertMu(operation: string, name: 'mu1' | 'mu2', value: number): void {
  if (value > 0 && value < (name === 'mu1' ? 1 : Number.POSITIVE_INFINITY)) return
  const range = name === 'mu1' ? 'in (0, 1)' : 'above 0'
  throw new RangeError(`${operation}: ${name} is ${value}; expected a number ${range}`)
}

type Inverse = MatrixLike | InverseOperator | InverseOperator<DenseMatrix>
type Second = (usable: Matrix, s: Matrix, y: Matrix) => [y: Matrix, flag: Matrix]

function dampPair(
  operation: string,
  h: Inverse,
  s: VectorLike,
  y: VectorLike,
  mu1: number,
  second: Second,
): DampedPair {
  assertMu(operation, 'mu1', mu1)
  const result = scope(() => {
    const { S, Y, q } = withProduct(operation, h, s, y)
    const k = dot(Y, q)
    const usable = map(isUsable, k)
    const [damped, powell] = damp(usable, S, q, dot(S, Y), k, mu1)
    const [bent, flag] = second(usable, damped, Y)
    return { s: damped, y: bent, powell, second: flag }
  })
  return {
    ...result,
    get powellDamped(): boolean {
      return peek(result.powell) !== 0
    },
    get secondDamped(): boolean {
      return peek(result.second) !== 0
    },
  }
}

/** The pair and q = Hy. */
function withProduct(
  operation: string,
  h: Inverse,
  s: VectorLike,
  y: VectorLike,
): { S: Matrix; Y: Matrix; q: Matrix } {
  if (typeof h === 'function') {
    const [S, Y] = operands(s, y)
    assertColumns(operation, Y.rows * Y.columns, { s: S, y: Y })
    // What an operator on host matrices is given is one: the overloads see to it.
    const q = onEngine((h as InverseOperator)(Y), Y.engine)
    assertColumns(operation, Y.rows, { Hy: q })
    return { S, Y, q }
  }
  const [H, S, Y] = operands(h, s, y)
  if (H.rows !== H.columns) {
    throw new ShapeError(`${operation}: H is ${shapeText(H)}; expected a square matrix`)
  }
  assertColumns(operation, H.rows, { s: S, y: Y })
  return { S, Y, q: product(H, Y) }
}

/**
 * Powell damping on H alone (D1): s̃ with s̃ᵀy ≥ μ₁ yᵀHy.
 *
 * @param h - n×n symmetric positive definite, or the product with it
 */
export function powellDamping(
  h: HostMatrixLike | InverseOperator<DenseMatrix>,
  s: HostVectorLike,
  y: HostVectorLike,
  options?: PowellDampingOptions,
): DampedPair<DenseMatrix>
export function powellDamping(
  h: MatrixLike | InverseOperator,
  s: VectorLike,
  y: VectorLike,
  options?: PowellDampingOptions,
): DampedPair
export function powellDamping(
  h: Inverse,
  s: VectorLike,
  y: VectorLike,
  { mu1 = 0.2 }: PowellDampingOptions = {},
): DampedPair {
  return dampPair('powellDamping', h, s, y, mu1, (_usable, _S, Y) => [
    copyOf(Y),
    zeros(Y.engine, 1, 1),
  ])
}

/**
 * Double damping: D1, then D2. Afterwards s̃ᵀỹ ≥ μ₂ s̃ᵀs̃ and, for μ₂ < 1,
 * ỹᵀHỹ / s̃ᵀỹ ≤ max(1/μ₁, λmax(H)/μ₂), which bound the updated inverse and its inverse.
 *
 * @param h - n×n symmetric positive definite, or the product with it
 * @param s - n×1
 * @param y - n×1
 *
 * @example
 * ```ts
 * import { bfgsUpdate } from '@kq/linalg/bfgs'
 * import { doubleDamping } from '@kq/linalg/damping'
 *
 * const H = [[1, 0], [0, 1]]
 * const damped = doubleDamping(H, [1, 0], [-1, 0.5], { mu1: 0.2, mu2: 0.5 })
 * const next = bfgsUpdate(H, damped.s, damped.y)
 * next.status // 'updated', though sᵀy was negative
 * ```
 */
export function doubleDamping(
  h: HostMatrixLike | InverseOperator<DenseMatrix>,
  s: HostVectorLike,
  y: HostVectorLike,
  options?: DoubleDampingOptions,
): DampedPair<DenseMatrix>
export function doubleDamping(
  h: MatrixLike | InverseOperator,
  s: VectorLike,
  y: VectorLike,
  options?: DoubleDampingOptions,
): DampedPair
export function doubleDamping(
  h: Inverse,
  s: VectorLike,
  y: VectorLike,
  { mu1 = 0.2, mu2 = 0.5 }: DoubleDampingOptions = {},
): DampedPair {
  assertMu('doubleDamping', 'mu2', mu2)
  return dampPair('doubleDamping', h, s, y, mu1, (usable, S, Y) =>
    damp(usable, Y, S, dot(S, Y), dot(S, S), mu2),
  )
}

/**
 * Powell damping followed by a Levenberg–Marquardt shift: D1, then ỹ = y + μ₂ s̃. Then
 * s̃ᵀỹ ≥ μ₂ s̃ᵀs̃ and ỹᵀHỹ / s̃ᵀỹ ≤ max(2/μ₁, 2 μ₂ λmax(H)) for any μ₂ > 0.
 *
 * @param h - n×n symmetric positive definite, or the product with it
 */
export function powellLmDamping(
  h: HostMatrixLike | InverseOperator<DenseMatrix>,
  s: HostVectorLike,
  y: HostVectorLike,
  options?: DoubleDampingOptions,
): DampedPair<DenseMatrix>
export function powellLmDamping(
  h: MatrixLike | InverseOperator,
  s: VectorLike,
  y: VectorLike,
  options?: DoubleDampingOptions,
): DampedPair
export function powellLmDamping(
  h: Inverse,
  s: VectorLike,
  y: VectorLike,
  { mu1 = 0.2, mu2 = 0.5 }: DoubleDampingOptions = {},
): DampedPair {
  assertMu('powellLmDamping', 'mu2', mu2)
  return dampPair('powellLmDamping', h, s, y, mu1, (usable, S, Y) => [
    map(shift, usable, Y, mu2, S),
    copyOf(usable),
  ])
}
