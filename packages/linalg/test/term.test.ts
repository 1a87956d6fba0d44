import assert from 'node:assert/strict'
import { add, columnIndex, expression, mul, neg, rowIndex, where } from '../src/expression.ts'
import { childrenOf, operandsOf, readsIndex } from '../src/term.ts'

const { term: operand } = expression((x) => x)

describe('childrenOf', () => {
  it('are what a term is computed from', () => {
    const { term } = expression((x) => where(neg(x), mul(x, 2), columnIndex))
    assert.deepEqual(
      childrenOf(term).map(({ kind }) => kind),
      ['unary', 'binary', 'column'],
    )
    assert.deepEqual(childrenOf(childrenOf(term)[0]), [operand])
    assert.equal(childrenOf(childrenOf(term)[1]).length, 2)
    for (const leaf of [operand, rowIndex, columnIndex]) assert.deepEqual(childrenOf(leaf), [])
  })
})

describe('readsIndex', () => {
  it('finds the row or the column at any depth', () => {
    assert.equal(readsIndex(expression((x) => neg(add(x, 1))).term), false)
    for (const index of [rowIndex, columnIndex]) {
      const { term } = expression((x) => where(x, 1, neg(add(x, index))))
      assert.equal(readsIndex(term), true)
      assert.equal(readsIndex(term), true)
    }
  })
})

describe('operandsOf', () => {
  it('finds the operands at any depth, each once, and no others', () => {
    const e = expression((a, _b, c, d) => where(neg(a), add(c, mul(a, 2)), add(rowIndex, d)))
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(
        [...operandsOf(e.term)].toSorted((a, b) => a - b),
        [0, 2, 3],
      )
    }
    assert.deepEqual([...operandsOf(expression(() => 3).term)], [])
  })
})
