import { div } from '@kq/nn/div'
import { exp } from '@kq/nn/exp'
import { neg } from '@kq/nn/neg'
import { elementwiseLaws } from './laws/elementwise.ts'

describe('exp', () => {
  elementwiseLaws(exp, {
    composed: (x) => div(1, exp(neg(x))),
    extremes: [-1e4, -100, 0, 88],
  })
})
