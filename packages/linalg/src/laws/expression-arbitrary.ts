import fc from 'fast-check'
import {
  abs,
  add,
  and,
  columnIndex,
  eq,
  type Expression,
  finite,
  ge,
  gt,
  le,
  lt,
  max,
  min,
  mul,
  neg,
  not,
  or,
  rowIndex,
  sign,
  sub,
  type Term,
  where,
} from '../expression.ts'

interface Node {
  readonly term: Term
  /** No value that it takes is larger. */
  readonly bound: number
}

type Build = (a: Node, b: Node, c: Node) => Node

const same =
  (build: (a: Term) => Term): Build =>
  (a) => ({ term: build(a.term), bound: Math.max(1, a.bound) })

const truth =
  (build: (a: Term, b: Term) => Term): Build =>
  (a, b) => ({ term: build(a.term, b.term), bound: 1 })

const larger =
  (build: (a: Term, b: Term) => Term): Build =>
  (a, b) => ({ term: build(a.term, b.term), bound: Math.max(a.bound, b.bound) })

const growing =
  (build: (a: Term, b: Term) => Term, grow: (a: number, b: number) => number): Build =>
  (a, b) => {
    const bound = grow(a.bound, b.bound)
    // Beyond, float32 would round.
    return bound <= 2 ** 22 ? { term: build(a.term, b.term), bound } : larger(max)(a, b, b)
  }

const builds: readonly Build[] = [
  same(neg),
  same(abs),
  same(sign),
  same(not),
  same(finite),
  larger(min),
  larger(max),
  truth(lt),
  truth(le),
  truth(gt),
  truth(ge),
  truth(eq),
  truth(and),
  truth(or),
  growing(add, (a, b) => a + b),
  growing(sub, (a, b) => a + b),
  growing(mul, (a, b) => a * b),
  (a, b, c) => ({ term: where(a.term, b.term, c.term), bound: Math.max(b.bound, c.bound) }),
]

/**
 * Expressions of `arity` operands whose every intermediate value is a whole number that float32
 * holds exactly, given whole operands within ±8 and fewer than 8 rows and columns: all engines must
 * agree to the bit. Terms are shared, as in expressions that people write.
 */
export const exactExpressionArbitrary = (arity: number): fc.Arbitrary<Expression> =>
  fc
    .array(
      fc.record({ build: fc.constantFrom(...builds), a: fc.nat(), b: fc.nat(), c: fc.nat() }),
      { minLength: 1, maxLength: 8 },
    )
    .map((steps) => {
      const operands = Array.from(
        { length: arity },
        (_, index): Term => ({ kind: 'operand', index }),
      )
      const nodes: Node[] = [
        ...operands.map((term) => ({ term, bound: 8 })),
        { term: rowIndex, bound: 8 },
        { term: columnIndex, bound: 8 },
        { term: { kind: 'constant', value: 3 }, bound: 3 },
        { term: { kind: 'constant', value: -2 }, bound: 2 },
      ]
      const pick = (index: number): Node => nodes[nodes.length - 1 - (index % nodes.length)]
      for (const { build, a, b, c } of steps) nodes.push(build(pick(a), pick(b), pick(c)))
      return { arity, term: nodes[nodes.length - 1].term }
    })
