import assert from 'node:assert/strict'
import fc from 'fast-check'
import { add, div, expression, finite, lt, mul, neg, sub, where } from '../src/expression.ts'
import { hostEngine } from '../src/host.ts'
import { map } from '../src/map.ts'
import { matrix } from '../src/as-matrix.ts'
import { evaluate } from '../src/laws/oracle.ts'
import { exactExpressionArbitrary } from '../src/laws/expression-arbitrary.ts'

describe('expression', () => {
  it('counts the declared parameters and hands out their terms in order', () => {
    const e = expression((a, b, c) => sub(a, mul(b, c)))
    assert.equal(e.arity, 3)
    assert.equal(evaluate(e.term, [10, 2, 3], 0, 0), 4)
  })

  it('takes plain numbers for terms, as a whole expression too', () => {
    assert.equal(map(expression(() => 3)).get(0, 0), 3)
    assert.equal(
      map(
        expression((x) => add(1, x)),
        [[2]],
      ).get(0, 0),
      3,
    )
  })

  it('is data: it survives JSON', () => {
    const e = expression((x, y) => where(lt(x, y), neg(x), div(y, 2)))
    const copy = JSON.parse(JSON.stringify(e))
    assert.deepEqual(copy, e)
    assert.deepEqual(map(copy, [[1, 5]], [[2, 3]]).toArray(), [[-1, 1.5]])
  })

  it('computes shared terms, constants of every kind and `finite` of anything', () => {
    const shared = expression((x) => {
      const square = mul(x, x)
      return add(mul(square, square), add(square, finite(div(square, sub(x, 1)))))
    })
    assert.deepEqual(map(shared, [[0, 1, 2]]).toArray(), [[1, 2, 21]])
    for (const constant of [-0, -1.5, 1e300, -1e-300, Infinity, -Infinity, NaN]) {
      const found = map(
        expression((x) => add(x, neg(neg(constant)))),
        [[0]],
      ).get(0, 0)
      assert.ok(Object.is(found, 0 + constant), `${found} is not ${constant}`)
    }
    assert.equal(
      map(
        expression((x) => finite(add(x, 1))),
        [[Infinity]],
      ).get(0, 0),
      0,
    )
    assert.equal(map(expression(() => finite(2))).get(0, 0), 1)
  })

  it('gives the same bits compiled and interpreted', () => {
    const [compiled, interpreted] = [hostEngine(), hostEngine({ generateCode: false })]
    fc.assert(
      fc.property(
        exactExpressionArbitrary(2),
        fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 6, maxLength: 6 }),
        (e, numbers) => {
          const rows = [numbers.slice(0, 3), numbers.slice(3)]
          const both = [compiled, interpreted].map((engine) =>
            map(e, matrix(rows, engine), matrix([numbers.slice(0, 3)], engine)).toArray(),
          )
          assert.deepEqual(both[0], both[1])
        },
      ),
    )
  })
})
