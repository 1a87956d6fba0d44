/*
 * The derivative of an expression along a direction, by the rules of forward mode (Griewank and
 * Walther, "Evaluating Derivatives", 2nd edition 2008, section 3.1): every term t has a tangent
 *
 *   ṫ = Σᵢ ∂t/∂xᵢ ẋᵢ      x  operands, ẋ  their tangents
 *
 * that follows from those of the terms that it is computed from. A tangent that is zero throughout
 * is no term at all (`undefined`), so that nothing of it is left in the result.
 *
 * Where a function has a kink, a tie counts as the left argument being the smaller one: max(a, 0) has
 * the derivative 0 at 0, min(a, 0) has 1, and |a| = max(a, −a) has −1. One rule for all three, so
 * that what is smooth although it is put together from them, such as max(a, 0) + log(1 + e^−|a|), has
 * its own derivative there too.
 */
import {
  add,
  type BinaryOperator,
  div,
  type Expression,
  gt,
  le,
  mul,
  neg,
  sub,
  type Term,
  type UnaryOperator,
  where,
} from './expression.ts'

/** A term's derivative; undefined where it is zero throughout. */
type Tangent = Term | undefined

const zero: Term = { kind: 'constant', value: 0 }

const flat = (): Tangent => undefined

/** From the argument's tangent, the argument, and the term itself. */
const unaryRules: Readonly<Record<UnaryOperator, (da: Term, a: Term, value: Term) => Tangent>> = {
  neg: (da) => neg(da),
  // The last branch is for NaN alone.
  abs: (da, a) => where(gt(a, 0), da, where(le(a, 0), neg(da), a)),
  sign: flat,
  sqrt: (da, _a, value) => div(da, mul(2, value)),
  exp: (da, _a, value) => mul(da, value),
  log: (da, a) => div(da, a),
  log1p: (da, a) => div(da, add(1, a)),
  tanh: (da, _a, value) => mul(da, sub(1, mul(value, value))),
  not: flat,
  finite: flat,
}

const plus = (a: Tangent, b: Tangent): Tangent => (a && b ? add(a, b) : (a ?? b))

const minus = (a: Tangent, b: Tangent): Tangent => (b ? (a ? sub(a, b) : neg(b)) : a)

/** From the tangents, the arguments, and the term itself; at least one tangent is a term. */
type BinaryRule = (dl: Tangent, dr: Tangent, l: Term, r: Term, value: Term) => Tangent

const binaryRules: Readonly<Record<BinaryOperator, BinaryRule>> = {
  add: plus,
  sub: minus,
  mul: (dl, dr, l, r) => plus(dl && mul(dl, r), dr && mul(l, dr)),
  div: (dl, dr, _l, r, value) => {
    const numerator = minus(dl, dr && mul(value, dr))
    return numerator && div(numerator, r)
  },
  min: (dl = zero, dr = zero, l, r, value) => where(le(l, r), dl, where(gt(l, r), dr, value)),
  max: (dl = zero, dr = zero, l, r, value) => where(gt(l, r), dl, where(le(l, r), dr, value)),
  lt: flat,
  le: flat,
  gt: flat,
  ge: flat,
  eq: flat,
  and: flat,
  or: flat,
}

/** The tangent of a term from those of the operands. Shared terms keep being shared. */
function differentiate(root: Term, tangentOf: (operand: number) => Tangent): Tangent {
  const known = new Map<Term, Tangent>()
  const of = (term: Term): Tangent => {
    if (!known.has(term)) known.set(term, rule(term))
    return known.get(term)
  }
  const rule = (term: Term): Tangent => {
    if (term.kind === 'operand') return tangentOf(term.index)
    if (term.kind === 'unary') {
      const da = of(term.argument)
      return da && unaryRules[term.operator](da, term.argument, term)
    }
    if (term.kind === 'binary') {
      const { operator, left, right } = term
      const [dl, dr] = [of(left), of(right)]
      return dl || dr ? binaryRules[operator](dl, dr, left, right, term) : undefined
    }
    if (term.kind === 'where') {
      const [dt, df] = [of(term.then), of(term.otherwise)]
      return dt || df ? where(term.condition, dt ?? zero, df ?? zero) : undefined
    }
    return undefined
  }
  return of(root)
}

const made = new WeakMap<Expression, Map<string, Expression | undefined>>()

/**
 * Σᵢ ∂e/∂xᵢ ẋᵢ over the active operands: an expression of twice as many operands, x first and ẋ in
 * the same order after them; undefined where it is zero throughout. The same arguments give the same
 * expression, by which engines remember what they compiled.
 *
 * Comparisons, `sign`, `not` and `finite` have the derivative 0, `where` that of the branch taken;
 * at a tie `max` takes its right argument's and `min` its left one's, and `abs` has −1 at 0.
 *
 * @param active - which operands have a tangent; the others' are zero
 *
 * @example
 * ```ts
 * import { derivative } from '@kq/linalg/derivative'
 * import { expression, mul } from '@kq/linalg/expression'
 * import { map } from '@kq/linalg/map'
 *
 * const product = expression((x, y) => mul(x, y))
 * const along = derivative(product, [true, true])
 * along && map(along, 3, 5, 1, [[10, 20]]).toArray() // [[35, 65]], ẋ y + x ẏ
 * derivative(product, [false, false]) // undefined
 * ```
 */
export function derivative(e: Expression, active: readonly boolean[]): Expression | undefined {
  let derivatives = made.get(e)
  if (!derivatives) {
    derivatives = new Map()
    made.set(e, derivatives)
  }
  const key = active.map(Number).join('')
  if (!derivatives.has(key)) {
    const { arity } = e
    const term = differentiate(e.term, (index) =>
      active[index] ? { kind: 'operand', index: arity + index } : undefined,
    )
    derivatives.set(key, term && { arity: 2 * arity, term })
  }
  return derivatives.get(key)
}
