import type { BinaryOperator, Term, UnaryOperator } from '@kq/linalg/expression'

/*
 * Expressions in gpu.js's JavaScript, one statement a node. Shading languages leave NaN and infinities
 * to the driver, and are loose about log1p and tanh near zero: these are spelt out. Drivers take
 * `NaN != 0` for false, so nothing is asked that way.
 */

/** Numbers that have no spelling in a kernel: its last two parameters, in this order. */
export const specialParameters: readonly string[] = ['infinity', 'notANumber']
export const specialArguments: readonly number[] = [Infinity, NaN]

/** Statements that end in the value of a name. */
interface Emitter {
  /** Notes `const tN = …` and gives the name. */
  declare(value: string): string
}

/** A number as gpu.js reads a float. */
const literal = (value: number): string => {
  if (!Number.isFinite(value)) {
    throw new TypeError(`the constant ${value} has no spelling in a kernel: pass it as an operand`)
  }
  const text = Math.fround(value).toPrecision(9)
  return `(${/[.e]/.test(text) ? text : `${text}.0`})`
}

/** c₀ + z (c₁ + z (…)). */
const polynomial = (z: string, coefficients: readonly number[]): string =>
  coefficients.reduceRight(
    (sum, c) => (sum === '' ? literal(c) : `(${literal(c)} + ${z} * ${sum})`),
    '',
  )

/** tanh for |x| < 0.625: x + x³ P(x²), a minimax polynomial of the Cephes library (Moshier). */
const tanhCoefficients = [
  -3.33332819422e-1, 1.33314422036e-1, -5.37397155531e-2, 2.06390887954e-2, -5.70498872745e-3,
]

/** atanh(s) / s in s², by its series: enough for |s| ≤ 1/7. */
const atanhCoefficients = [1, 1 / 3, 1 / 5, 1 / 7, 1 / 9]

/** `value` where x is a number, else NaN. */
const orNaN = (x: string, value: string): string =>
  `(${x} >= 0.0 ? ${value} : (${x} < 0.0 ? ${value} : notANumber))`

/** log x, with its poles. */
const logarithm = (x: string): string =>
  `(${x} == infinity ? infinity : (${x} > 0.0 ? Math.log(${x}) : (${x} == 0.0 ? -infinity : notANumber)))`

const unary: Readonly<Record<UnaryOperator, (x: string, emitter: Emitter) => string>> = {
  neg: (x) => `-${x}`,
  abs: (x) => `Math.abs(${x})`,
  sign: (x) => `${x} > 0.0 ? 1.0 : (${x} < 0.0 ? -1.0 : ${x})`,
  sqrt: (x) => `Math.sqrt(${x})`,
  exp: (x) => orNaN(x, `Math.exp(${x})`),
  log: (x) => logarithm(x),
  // log(1 + x) = 2 atanh(x / (2 + x)), without cancellation near zero.
  log1p: (x, { declare }) => {
    const s = declare(`${x} / (2.0 + ${x})`)
    const z = declare(`${s} * ${s}`)
    const near = declare(`2.0 * ${s} * ${polynomial(z, atanhCoefficients)}`)
    const y = declare(`1.0 + ${x}`)
    const far = declare(logarithm(y))
    return `Math.abs(${x}) < 0.25 ? ${near} : ${far}`
  },
  tanh: (x, { declare }) => {
    const z = declare(`${x} * ${x}`)
    const near = declare(`${x} + ${x} * ${z} * ${polynomial(z, tanhCoefficients)}`)
    const size = declare(`1.0 - 2.0 / (Math.exp(2.0 * Math.abs(${x})) + 1.0)`)
    const far = declare(`${x} < 0.0 ? -${size} : ${size}`)
    return `Math.abs(${x}) < 0.625 ? ${near} : ${orNaN(x, far)}`
  },
  not: (x) => `${x} == 0.0 ? 1.0 : 0.0`,
  finite: (x) => `Math.abs(${x}) <= 3.4028234e38 ? 1.0 : 0.0`,
}

const compare =
  (operator: string) =>
  (a: string, b: string): string =>
    `${a} ${operator} ${b} ? 1.0 : 0.0`

const arithmetic =
  (operator: string) =>
  (a: string, b: string): string =>
    `${a} ${operator} ${b}`

const binary: Readonly<Record<BinaryOperator, (a: string, b: string) => string>> = {
  add: arithmetic('+'),
  sub: arithmetic('-'),
  mul: arithmetic('*'),
  div: arithmetic('/'),
  // Where neither comparison holds there is a NaN, and so is the sum.
  min: (a, b) => `${a} < ${b} ? ${a} : (${b} <= ${a} ? ${b} : ${a} + ${b})`,
  max: (a, b) => `${a} > ${b} ? ${a} : (${b} >= ${a} ? ${b} : ${a} + ${b})`,
  lt: compare('<'),
  le: compare('<='),
  gt: compare('>'),
  ge: compare('>='),
  eq: compare('=='),
  and: (a, b) => `${a} == 0.0 ? 0.0 : (${b} == 0.0 ? 0.0 : 1.0)`,
  or: (a, b) => `${a} == 0.0 ? (${b} == 0.0 ? 0.0 : 1.0) : 1.0`,
}

/**
 * The statements that compute a term at row `y` and column `x`, and the name of its value; all names
 * begin with the prefix. The kernel has the {@link specialParameters}.
 */
export function expressionSource(
  term: Term,
  operands: readonly string[],
  prefix: string,
): { readonly statements: string; readonly value: string } {
  const statements: string[] = []
  const names = new Map<Term, string>()
  const declare = (value: string): string => {
    const name = `${prefix}t${statements.length}`
    statements.push(`const ${name} = ${value};`)
    return name
  }
  const visit = (node: Term): string => {
    const known = names.get(node)
    if (known !== undefined) return known
    const name = declare(valueOf(node))
    names.set(node, name)
    return name
  }
  const valueOf = (node: Term): string => {
    switch (node.kind) {
      case 'operand':
        return operands[node.index]
      case 'constant':
        return literal(node.value)
      case 'row':
        return 'y * 1.0'
      case 'column':
        return 'x * 1.0'
      case 'unary':
        return unary[node.operator](visit(node.argument), { declare })
      case 'binary':
        return binary[node.operator](visit(node.left), visit(node.right))
      case 'where':
        return `${visit(node.condition)} == 0.0 ? ${visit(node.otherwise)} : ${visit(node.then)}`
    }
  }
  const value = visit(term)
  return { statements: statements.join(' '), value }
}
