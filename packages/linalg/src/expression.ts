/**
 * Elementwise kernels as data. An {@link Expression} is a small tree over the operands' elements,
 * the row and column index and constants; each engine compiles it once, in its own language.
 *
 * Write expressions as constants of a module: engines remember what they compiled by the
 * expression's identity.
 *
 * @example
 * ```ts
 * import { add, expression, mul } from '@kq/linalg/expression'
 * import { map } from '@kq/linalg/map'
 *
 * const axpy = expression((alpha, x, y) => add(mul(alpha, x), y))
 * const sum = map(axpy, 0.5, [[1, 2]], [[10, 20]]) // [[10.5, 21]]
 * ```
 */

/** Functions of one number. `finite` gives 1 for finite numbers and 0 for NaN and infinities. */
export type UnaryOperator =
  | 'neg'
  | 'abs'
  | 'sign'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'log1p'
  | 'tanh'
  | 'not'
  | 'finite'

/** Functions of two numbers. Comparisons and `and`, `or` give 1 or 0; NaN compares false. */
export type BinaryOperator =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'and'
  | 'or'

/** A node of an expression. */
export type Term =
  | { readonly kind: 'operand'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'row' }
  | { readonly kind: 'column' }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly argument: Term }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Term
      readonly right: Term
    }
  | {
      readonly kind: 'where'
      readonly condition: Term
      readonly then: Term
      readonly otherwise: Term
    }

/** What the term builders take: a term or a constant. */
export type TermLike = Term | number

/** A kernel of `arity` operands. */
export interface Expression {
  readonly arity: number
  readonly term: Term
}

/** A GPU binds eight storage buffers by default, one of them for the result. */
export const maximumMatrixOperands = 7

const term = (value: TermLike): Term =>
  typeof value === 'number' ? { kind: 'constant', value } : value

/** Builds an expression from a function of its operands' elements. Its declared parameters count. */
export function expression(build: (...operands: Term[]) => TermLike): Expression {
  const operands = Array.from(
    { length: build.length },
    (_, index): Term => ({
      kind: 'operand',
      index,
    }),
  )
  return { arity: build.length, term: term(build(...operands)) }
}

const unary =
  (operator: UnaryOperator) =>
  (argument: TermLike): Term => ({ kind: 'unary', operator, argument: term(argument) })

const binary =
  (operator: BinaryOperator) =>
  (left: TermLike, right: TermLike): Term => ({
    kind: 'binary',
    operator,
    left: term(left),
    right: term(right),
  })

type Unary = (argument: TermLike) => Term
type Binary = (left: TermLike, right: TermLike) => Term

export const neg: Unary = unary('neg')
export const abs: Unary = unary('abs')
export const sign: Unary = unary('sign')
export const sqrt: Unary = unary('sqrt')
export const exp: Unary = unary('exp')
export const log: Unary = unary('log')
export const log1p: Unary = unary('log1p')
export const tanh: Unary = unary('tanh')
export const not: Unary = unary('not')
/** 1 where the argument is finite, 0 where it is NaN or infinite. */
export const finite: Unary = unary('finite')

export const add: Binary = binary('add')
export const sub: Binary = binary('sub')
export const mul: Binary = binary('mul')
export const div: Binary = binary('div')
/** NaN where either argument is. */
export const min: Binary = binary('min')
/** NaN where either argument is. */
export const max: Binary = binary('max')
export const lt: Binary = binary('lt')
export const le: Binary = binary('le')
export const gt: Binary = binary('gt')
export const ge: Binary = binary('ge')
export const eq: Binary = binary('eq')
export const and: Binary = binary('and')
export const or: Binary = binary('or')

/** `then` where the condition is not 0, else `otherwise`; the branch not taken has no effect. */
export const where = (condition: TermLike, then: TermLike, otherwise: TermLike): Term => ({
  kind: 'where',
  condition: term(condition),
  then: term(then),
  otherwise: term(otherwise),
})

/** The 0-based index of the element's row. */
export const rowIndex: Term = { kind: 'row' }
/** The 0-based index of the element's column. */
export const columnIndex: Term = { kind: 'column' }
