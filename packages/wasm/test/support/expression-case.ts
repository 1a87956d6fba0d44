import type { Shape } from '@kq/linalg/engine'
import {
  type BinaryOperator,
  type Expression,
  type Term,
  type UnaryOperator,
} from '@kq/linalg/expression'
import type { HostEngine, HostMatrix } from '@kq/linalg/host'
import fc from 'fast-check'

const unaryOperators: readonly UnaryOperator[] = ['neg', 'abs', 'sign', 'sqrt', 'not', 'finite']
export const binaryOperators: readonly BinaryOperator[] = [
  'add',
  'sub',
  'mul',
  'div',
  'min',
  'max',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'and',
  'or',
]

/** Constants that compiled loops treat in ways of their own, among others. */
const constants = [0, -0, 1, -2, 0.1, 3.5, NaN, Infinity, -Infinity]

type Build = (a: Term, b: Term, c: Term) => Term

const builds: readonly Build[] = [
  ...unaryOperators.map(
    (operator): Build =>
      (argument) => ({ kind: 'unary', operator, argument }),
  ),
  ...binaryOperators.map(
    (operator): Build =>
      (left, right) => ({ kind: 'binary', operator, left, right }),
  ),
  (condition, then, otherwise) => ({ kind: 'where', condition, then, otherwise }),
]

/** Expressions of correctly rounded operations only. Terms are shared. */
const roundedExpression = (arity: number): fc.Arbitrary<Expression> =>
  fc
    .record({
      value: fc.constantFrom(...constants),
      steps: fc.array(
        fc.record({ build: fc.constantFrom(...builds), a: fc.nat(), b: fc.nat(), c: fc.nat() }),
        { maxLength: 14 },
      ),
    })
    .map(({ value, steps }) => {
      const nodes: Term[] = [
        { kind: 'row' },
        { kind: 'column' },
        { kind: 'constant', value },
        { kind: 'constant', value: 0 },
        ...Array.from({ length: arity }, (_, index): Term => ({ kind: 'operand', index })),
      ]
      const pick = (index: number): Term => nodes[nodes.length - 1 - (index % nodes.length)]
      for (const { build, a, b, c } of steps) nodes.push(build(pick(a), pick(b), pick(c)))
      return { arity, term: nodes[nodes.length - 1] }
    })

/** How an operand's shape relates to the result's, and how it lies in memory. */
export const forms = [
  'whole',
  'transposed',
  'block',
  'transposed block',
  'row',
  'block row',
  'row of a column',
  'column',
  'block column',
  'scalar',
  'number',
] as const

type Form = (typeof forms)[number]

const element: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((k) => k / 2 ** 16) },
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom(-0, NaN, Infinity, -Infinity, 1e-40, -1e30) },
)

/** Finite numbers of magnitudes whose sums neither vanish nor overflow. */
const tameElement: fc.Arbitrary<number> = fc
  .integer({ min: -(2 ** 20), max: 2 ** 20 })
  .map((k) => k / 2 ** 16)

/** An expression, and operands that are yet to be placed on an engine. */
export interface ExpressionCase {
  readonly shape: Shape
  readonly expression: Expression
  readonly operands: readonly { readonly form: Form; readonly values: readonly number[] }[]
}

export const expressionCase = (options: { tame: boolean }): fc.Arbitrary<ExpressionCase> =>
  fc
    .record({
      arity: fc.integer({ min: 0, max: 4 }),
      rows: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 9 })),
      columns: fc.oneof(
        fc.constant(1),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 10, max: 45 }),
      ),
    })
    .chain(({ arity, rows, columns }) =>
      fc.record({
        shape: fc.constant({ rows, columns }),
        expression: roundedExpression(arity),
        operands: fc.array(
          fc.record({
            form: fc.constantFrom(...forms),
            values: fc.array(options.tame ? tameElement : element, { minLength: 7, maxLength: 31 }),
          }),
          { minLength: arity, maxLength: arity },
        ),
      }),
    )

/** An operand on an engine: the matrix in its layout, or a number. */
export function placed(
  engine: HostEngine,
  { rows, columns }: Shape,
  { form, values }: ExpressionCase['operands'][number],
): HostMatrix | number {
  const filled = (r: number, c: number): HostMatrix =>
    engine.upload(
      Array.from({ length: r * c }, (_, i) => values[i % values.length]),
      { rows: r, columns: c },
    )
  const block = (a: HostMatrix): HostMatrix =>
    engine.slice(a, { rowStart: 1, rowEnd: a.rows - 1, columnStart: 2, columnEnd: a.columns - 1 })
  switch (form) {
    case 'whole':
      return filled(rows, columns)
    case 'transposed':
      return engine.transpose(filled(columns, rows))
    case 'block':
      return block(filled(rows + 2, columns + 3))
    case 'transposed block':
      return engine.transpose(block(filled(columns + 2, rows + 3)))
    case 'row':
      return filled(1, columns)
    case 'block row':
      return block(filled(3, columns + 3))
    case 'row of a column':
      return engine.transpose(block(filled(columns + 2, 4)))
    case 'column':
      return filled(rows, 1)
    case 'block column':
      return block(filled(rows + 2, 4))
    case 'scalar':
      return filled(1, 1)
    case 'number':
      return values[0]
  }
}

/** The numbers at an element. */
export const elementsAt = (
  operands: readonly (HostMatrix | number)[],
  row: number,
  column: number,
): number[] =>
  operands.map((operand) =>
    typeof operand === 'number'
      ? operand
      : operand.get(operand.rows === 1 ? 0 : row, operand.columns === 1 ? 0 : column),
  )
