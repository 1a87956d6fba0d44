import assert from 'node:assert/strict'
import fc from 'fast-check'
import { derivative } from '../src/derivative.ts'
import {
  abs,
  add,
  and,
  columnIndex,
  div,
  eq,
  exp,
  type Expression,
  expression,
  finite,
  ge,
  gt,
  le,
  log,
  log1p,
  lt,
  max,
  min,
  mul,
  neg,
  not,
  or,
  rowIndex,
  sign,
  sqrt,
  sub,
  tanh,
  type Term,
  type TermLike,
  where,
} from '../src/expression.ts'
import { evaluate } from '../src/laws/oracle.ts'
import { childrenOf, operandsOf } from '../src/term.ts'

/** The derivative at x along ẋ, zero where there is no term. */
function along(e: Expression, x: readonly number[], dx: readonly number[]): number {
  const found = derivative(
    e,
    dx.map(() => true),
  )
  return found ? evaluate(found.term, [...x, ...dx], 2, 3) : 0
}

/** The derivative of a function of one number. */
const slope = (build: (a: Term) => TermLike, at: number): number => {
  const e = expression((a) => build(a))
  return along(e, [at], [1])
}

const builds: readonly ((a: Term, b: Term, c: Term) => Term)[] = [
  (a, b) => add(a, b),
  (a, b) => sub(a, b),
  (a, b) => mul(tanh(a), b),
  (a, b) => div(a, add(1, mul(b, b))),
  (a, b) => min(a, b),
  (a, b) => max(a, b),
  (a) => neg(a),
  (a) => abs(a),
  (a) => exp(tanh(a)),
  (a) => log(add(1, mul(a, a))),
  (a) => log1p(mul(a, a)),
  (a) => sqrt(add(1, mul(a, a))),
  (a) => tanh(a),
  (a, b, c) => where(gt(a, b), c, mul(a, 0.5)),
  (a, b, c) => where(and(le(a, b), not(eq(b, c))), mul(sign(a), b), sub(b, c)),
  (a, b, c) =>
    where(or(lt(a, 0), ge(b, c)), finite(c), add(a, mul(0.1, add(rowIndex, columnIndex)))),
]

/** Expressions of three operands, of terms that are shared, as in those that people write. */
const expressions = fc
  .array(fc.record({ build: fc.constantFrom(...builds), a: fc.nat(), b: fc.nat(), c: fc.nat() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((steps) =>
    expression((x, y, z) => {
      const nodes: Term[] = [x, y, z]
      const pick = (index: number): Term => nodes[nodes.length - 1 - (index % nodes.length)]
      for (const { build, a, b, c } of steps) nodes.push(build(pick(a), pick(b), pick(c)))
      return nodes[nodes.length - 1]
    }),
  )

const three = (limit: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: -limit, max: limit, noNaN: true }), { minLength: 3, maxLength: 3 })

describe('derivative', () => {
  it('is that of central differences, wherever there is no kink near', () => {
    let compared = 0
    fc.assert(
      fc.property(expressions, three(2), three(1), (e, x, dx) => {
        const h = 1e-5
        const moved = (t: number): number[] => x.map((value, k) => value + t * dx[k])
        const [left, middle, right] = [-h, 0, h].map((t) => evaluate(e.term, moved(t), 2, 3))
        const [before, found, after] = [-h, 0, h].map((t) => along(e, moved(t), dx))
        const size = 1 + Math.abs(left) + Math.abs(middle) + Math.abs(right)
        const expected = (right - left) / (2 * h)
        const allowed = 1e-4 * (1 + Math.abs(expected) + size)
        // h² f″ where f is smooth, h times the jump of the slope where it has a kink.
        if (Math.abs(right - 2 * middle + left) > 1e-9 * size) return
        // A jump, which differences of another width see as another slope.
        const [inner, outer] = [-h / 2, h / 2].map((t) => evaluate(e.term, moved(t), 2, 3))
        if (Math.abs((outer - inner) / h - expected) > allowed) return
        // A tie at x alone may take a branch that is taken nowhere else.
        if (Math.max(Math.abs(before - found), Math.abs(after - found)) > allowed) return
        compared++
        assert.ok(Math.abs(found - expected) <= allowed, `${found}, by differences ${expected}`)
      }),
    )
    assert.ok(compared > 0)
  })

  it('of each function is what calculus says', () => {
    const near = (found: number, expected: number): void =>
      assert.ok(Math.abs(found - expected) <= 1e-14 * Math.abs(expected), `${found}, ${expected}`)
    near(slope(neg, 2), -1)
    near(slope(abs, 2), 1)
    near(slope(abs, -2), -1)
    near(slope(sqrt, 4), 0.25)
    near(slope(exp, 1.5), Math.exp(1.5))
    near(slope(log, 4), 0.25)
    near(slope(log1p, 3), 0.25)
    near(slope(tanh, 0.5), 1 - Math.tanh(0.5) ** 2)
    near(
      slope((a) => add(a, mul(3, a)), 9),
      4,
    )
    near(
      slope((a) => sub(1, a), 9),
      -1,
    )
    near(
      slope((a) => mul(a, a), 3),
      6,
    )
    near(
      slope((a) => div(1, a), 2),
      -0.25,
    )
    near(
      slope((a) => div(a, 4), 2),
      0.25,
    )
    near(
      slope((a) => min(a, 3), 2),
      1,
    )
    near(
      slope((a) => min(a, 3), 4),
      0,
    )
    near(
      slope((a) => max(a, 3), 4),
      1,
    )
    near(
      slope((a) => where(gt(a, 0), mul(a, a), a), 3),
      6,
    )
    near(
      slope((a) => where(gt(a, 0), mul(a, a), a), -3),
      1,
    )
  })

  it('at a tie is that of the branch where the left argument is the smaller', () => {
    assert.equal(
      slope((a) => max(a, 0), 0),
      0,
    )
    assert.equal(
      slope((a) => max(0, a), 0),
      1,
    )
    assert.equal(
      slope((a) => min(a, 0), 0),
      1,
    )
    assert.equal(
      slope((a) => min(0, a), 0),
      0,
    )
    assert.equal(slope(abs, 0), -1)
  })

  it('of a smooth function put together from kinks is its own, at the kink too', () => {
    const softplus = (a: Term): Term => add(max(a, 0), log1p(exp(neg(abs(a)))))
    assert.equal(slope(softplus, 0), 0.5)
    const sigmoid = (a: Term): Term => {
      const e = exp(neg(abs(a)))
      return div(where(gt(a, 0), 1, e), add(1, e))
    }
    assert.equal(slope(sigmoid, 0), 0.25)
  })

  it('passes NaN on', () => {
    for (const build of [abs, exp, (a: Term) => max(a, 0), (a: Term) => min(0, a)]) {
      assert.ok(Number.isNaN(slope(build, Number.NaN)), JSON.stringify(expression((a) => build(a))))
    }
  })

  it('does not compute the branch that is not taken', () => {
    const e = expression((a, b) => where(le(a, 0), 0, b))
    assert.equal(along(e, [-1, Infinity], [0, Number.NaN]), 0)
    assert.equal(along(e, [1, 2], [0, 5]), 5)
  })

  it('is none at all where it is zero throughout', () => {
    const locallyFlat = [
      expression(() => 3),
      expression((x) => add(rowIndex, mul(columnIndex, finite(x)))),
      expression((x, y) => add(lt(x, y), add(eq(x, y), add(and(x, y), or(x, y))))),
      expression((x) => where(x, sign(x), not(x))),
      expression((x) => neg(sqrt(abs(exp(log(log1p(tanh(ge(x, 0))))))))),
    ]
    for (const e of locallyFlat) assert.equal(derivative(e, [true, true]), undefined)
    const product = expression((x, y, z) => mul(x, mul(y, z)))
    assert.equal(derivative(product, [false, false, false]), undefined)
  })

  it('leaves out what is multiplied by a zero tangent', () => {
    const e = expression((x, y, z) => add(mul(x, y), div(z, y)))
    const found = derivative(e, [true, false, false])
    assert.ok(found)
    assert.equal(found.arity, 6)
    assert.deepEqual(
      [...operandsOf(found.term)].toSorted((a, b) => a - b),
      [1, 3],
    )
  })

  it('is the same object for the same question, and shares what was shared', () => {
    const power = expression((x) => {
      let term = x
      for (let k = 0; k < 40; k++) term = mul(term, term)
      return term
    })
    const found = derivative(power, [true])
    assert.ok(found)
    assert.equal(derivative(power, [true]), found)
    const seen = new Set<Term>()
    const visit = (term: Term): void => {
      if (seen.has(term)) return
      seen.add(term)
      childrenOf(term).forEach(visit)
    }
    visit(found.term)
    assert.ok(seen.size < 200, `${seen.size} terms`)
  })
})
