import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { agrees, claimed, withClaims } from './support/remarks.ts'

describe('remarks', () => {
  it('claim values, and say words', () => {
    assert.deepEqual(claimed('[[0.5, 0], [0, 1e4]]'), [
      [0.5, 0],
      [0, 1e4],
    ])
    assert.deepEqual(claimed('Float64Array [17, 39]'), [17, 39])
    assert.equal(claimed("'updated', though sᵀy was negative"), 'updated')
    assert.equal(claimed('11, the dot product'), 11)
    assert.equal(claimed('true'), true)
    for (const words of ['10×785', 'near [[0, 10]]', 'the square is freed', '3: of 4 and 2 rows']) {
      assert.equal(claimed(words), undefined, words)
    }
  })

  it('hold of matrices, numbers and first digits', () => {
    const digits = claimed('[[0.693…]]')
    assert.ok(agrees(matrix([[Math.LN2]]), digits))
    assert.ok(!agrees(matrix([[0.695]]), digits))
    assert.ok(agrees(Float32Array.of(0.1), [0.1]))
    assert.ok(!agrees([1, 2], [1]))
    assert.ok(!agrees('skipped', 'updated'))
  })

  it('become calls where a line is a statement', () => {
    const code =
      "const [x] = f() // [1]\ng(x) // 2\nconsole.log(x, y) // 'a', in words\n  .h() // 3"
    const expected =
      'const [x] = f(); kqClaim("[1]", x)\n;kqClaim("2", g(x))\n' +
      ';kqClaim("\'a\', in words", [x, y][0])\n  .h() // 3'
    assert.equal(withClaims(code), expected)
  })
})
