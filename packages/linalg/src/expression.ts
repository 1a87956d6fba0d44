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
  | {
      readonly kind: 'unary'
      readonly operator: UnaryOperator
      readonly argument: Term
    }
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

type Unary = (argument: TermLike) => Term
type Binary = (left: TermLike, right: TermLike) => Term

type Apply = (left: number, right: number) => number

/**
 * What the operators of terms built so far compute. Filled by the builders, so that a program carries those
 * that it uses, and a term stays data.
 */
export const operatorFunctions: Partial<Record<UnaryOperator | BinaryOperator, Apply>> = {}

const unary =
  (operator: UnaryOperator, apply: (x: number) => number): Unary =>
  (argument) => {
    operatorFunctions[operator] = apply
    return { kind: 'unary', operator, argument: term(argument) }
  }

const binary =
  (operator: BinaryOperator, apply: Apply): Binary =>
  (left, right) => {
    operatorFunctions[operator] = apply
    return { kind: 'binary', operator, left: term(left), right: term(right) }
  }

// The annotations let bundlers leave out operators that a program does not use.
export const neg: Unary = /* @__PURE__ */ unary('neg', (x) => -x)
export const abs: Unary = /* @__PURE__ */ unary('abs', (x) => Math.abs(x))
export const sign: Unary = /* @__PURE__ */ unary('sign', (x) => Math.sign(x))
export const sqrt: Unary = /* @__PURE__ */ unary('sqrt', (x) => Math.sqrt(x))
export const exp: Unary = /* @__PURE__ */ unary('exp', (x) => Math.exp(x))
export const log: Unary = /* @__PURE__ */ unary('log', (x) => Math.log(x))
export const log1p: Unary = /* @__PURE__ */ unary('log1p', (x) => Math.log1p(x))
export const tanh: Unary = /* @__PURE__ */ unary('tanh', (x) => Math.tanh(x))
export const not: Unary = /* @__PURE__ */ unary('not', (x) => +(x === 0))
/** 1 where the argument is finite, 0 where it is NaN or infinite. */
export const finite: Unary = /* @__PURE__ */ unary('finite', (x) => +(x - x === 0))

export const add: Binary = /* @__PURE__ */ binary('add', (l, r) => l + r)
export const sub: Binary = /* @__PURE__ */ binary('sub', (l, r) => l - r)
export const mul: Binary = /* @__PURE__ */ binary('mul', (l, r) => l * r)
export const div: Binary = /* @__PURE__ */ binary('div', (l, r) => l / r)
/** NaN where either argument is. */
export const min: Binary = /* @__PURE__ */ binary('min', (l, r) => Math.min(l, r))
/** NaN where either argument is. */
export const max: Binary = /* @__PURE__ */ binary('max', (l, r) => Math.max(l, r))
export const lt: Binary = /* @__PURE__ */ binary('lt', (l, r) => +(l < r))
export const le: Binary = /* @__PURE__ */ binary('le', (l, r) => +(l <= r))
export const gt: Binary = /* @__PURE__ */ binary('gt', (l, r) => +(l > r))
export const ge: Binary = /* @__PURE__ */ binary('ge', (l, r) => +(l >= r))
export const eq: Binary = /* @__PURE__ */ binary('eq', (l, r) => +(l === r))
export const and: Binary = /* @__PURE__ */ binary('and', (l, r) => +(l !== 0 && r !== 0))
export const or: Binary = /* @__PURE__ */ binary('or', (l, r) => +(l !== 0 || r !== 0))

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
