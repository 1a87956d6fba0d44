import { div } from '@kq/nn/div'
import { exp } from '@kq/nn/exp'
import { log } from '@kq/nn/log'
import { mul } from '@kq/nn/mul'
import { neg } from '@kq/nn/neg'
import { binaryLaws } from './laws/binary.ts'

describe('div', () => {
  binaryLaws(div, {
    numbers: (a, b) => a / b,
    composed: (a, b) => mul(a, exp(neg(log(b)))),
    second: { min: 0.2, max: 3 },
  })
})
