import { add } from '@kq/nn/add'
import { scale } from '@kq/nn/scale'
import { sub } from '@kq/nn/sub'
import { binaryLaws } from './laws/binary.ts'

describe('sub', () => {
  binaryLaws(sub, { numbers: (a, b) => a - b, composed: (a, b) => add(a, scale(b, -1)) })
})
