import { add } from '@kq/nn/add'
import { exp } from '@kq/nn/exp'
import { log } from '@kq/nn/log'
import { mul } from '@kq/nn/mul'
import { binaryLaws } from './laws/binary.ts'

const positive = { min: 0.1, max: 3 }

describe('mul', () => {
  binaryLaws(mul, {
    numbers: (a, b) => a * b,
    composed: (a, b) => exp(add(log(a), log(b))),
    first: positive,
    second: positive,
  })
})
