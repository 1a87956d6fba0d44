import { expression, mul as mulTerm } from '@kq/linalg/expression'
import { elementwise } from '@kq/nn/elementwise'
import { mul } from '@kq/nn/mul'
import { elementwiseLaws } from './laws/elementwise.ts'

describe('elementwise', () => {
  describe('a rule of one’s own', () => {
    const cube = elementwise({
      forward: expression((a) => mulTerm(a, mulTerm(a, a))),
      backward: expression((g, a) => mulTerm(g, mulTerm(3, mulTerm(a, a)))),
      from: 'input',
    })
    elementwiseLaws(cube, { composed: (x) => mul(x, mul(x, x)) })
  })
})
