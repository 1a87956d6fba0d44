import assert from 'node:assert/strict'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import type { Matrices } from '../../src/evaluation.ts'
import { momentInverseFactor } from '../../src/factors/moment-inverse.ts'
import { combine, identity, inverse, moment, zeros } from '../oracles/arrays.ts'
import { assertNear } from '../support/assert-near.ts'
import { layerPoint, seeing } from '../support/layer-points.ts'
import { normalRows } from '../support/problems.ts'

const engine = hostEngine()
const settings = { shift: 0.5, decay: 0.9, interval: 3 }

describe('the moment-inverse factor', () => {
  for (const side of ['input', 'sampled-gradient'] as const) {
    it(`keeps the inverse of the ${side} moment, on schedule`, () => {
      const factor = momentInverseFactor({ ...settings, moment: side })
      const inputs = normalRows(5, 3, 1)
      const gradients = normalRows(5, 3, 2)
      const point = layerPoint(engine, inputs, gradients)
      const batch = moment(side === 'input' ? inputs : gradients)
      let state: Matrices = factor.init(3, point.value)
      let running = zeros(3, 3)
      const made: number[] = []
      for (let step = 0; step < 13; step++) {
        const { context, seen } = seeing(step)
        const next = factor.prepare?.(state, point, context) as Matrices
        running = combine(0.9, running, 0.1, batch)
        assertNear(seen[side === 'input' ? 'A' : 'G'], running, 1e-13, 'the moment')
        if (next.inverse !== state.inverse) {
          made.push(step)
          const expected = inverse(combine(1, running, 0.5, identity(3)))
          assertNear((next.inverse as HostMatrix).toArray(), expected, 1e-12, 'the inverse')
        }
        state = next
      }
      assert.deepEqual(made, [0, 1, 2, 3, 6, 9, 12])
    })

    it(`averages the ${side} moment over the warm start`, () => {
      const factor = momentInverseFactor({ ...settings, moment: side })
      const batches = [1, 2, 3].map((seed) => normalRows(4, 3, seed))
      const state = batches.reduce(
        (held, batch, k) => factor.warm?.(held, layerPoint(engine, batch), k + 1) as Matrices,
        factor.init(3, layerPoint(engine, [[1]]).value),
      )
      const expected = batches
        .map(moment)
        .reduce((a, b) => combine(1, a, 1, b))
        .map((row) => row.map((x) => x / 3))
      assertNear((state.moment as HostMatrix).toArray(), expected, 1e-13, 'the average')
    })
  }
})
