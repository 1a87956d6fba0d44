import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { spdArbitrary } from '@kq/linalg/laws'
import fc from 'fast-check'
import { applySymmetric } from '../src/factors/factor-support.ts'
import { kronecker } from '../src/kronecker.ts'
import type { Factor, Moved } from '../src/preconditioner.ts'
import { multiply } from './oracles/arrays.ts'
import { assertNear } from './support/assert-near.ts'
import { layerPoint, seeing } from './support/layer-points.ts'
import { normalRows } from './support/problems.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const engine = hostEngine()
const point = layerPoint(engine, [[1]])

const constant = (h: number[][]): Factor => ({
  init: () => ({ H: matrix(h, engine) }),
  apply: applySymmetric('H'),
})

describe('kronecker', () => {
  it('(B10) descends: ⟨M, L M R⟩ > 0 for positive definite factors', () => {
    fc.assert(
      fc.property(
        spdArbitrary({ maximumSize: 5, maximumCondition: 1e6 }),
        spdArbitrary({ maximumSize: 5, maximumCondition: 1e6 }),
        fc.integer(),
        (l, r, seed) => {
          const m = normalRows(l.matrix.length, r.matrix.length, seed)
          const method = kronecker(constant(l.matrix), constant(r.matrix))
          const M = matrix(m, engine)
          const { direction } = method.direct(method.init(M), M, point, seeing(0).context)
          const d = (direction as HostMatrix).toArray()
          const inner = m.flat().reduce((sum, x, k) => sum + x * d.flat()[k], 0)
          assert.ok(inner > 0, `⟨M, D⟩ is ${inner}`)
          assertNear(d, multiply(multiply(l.matrix, m), r.matrix), 1e-12, 'D')
        },
      ),
      { numRuns },
    )
  })

  it('keeps the states and reports of its factors apart, and compares only where one does', () => {
    const calls: string[] = []
    const noting = (name: string): Factor => ({
      ...constant([[2]]),
      prepare: (state) => {
        calls.push(`${name} prepare ${Object.keys(state).join()}`)
        return { ...state, extra: matrix([[1]], engine) }
      },
      absorb: (state) => ({ state, report: { [name]: matrix([[1]], engine) } }),
    })
    const comparing: Factor = {
      ...noting('input'),
      compare: (state) => ({ state: { H: state.H }, report: { compared: matrix([[1]], engine) } }),
    }
    const method = kronecker(noting('output'), comparing)
    const M = matrix([[3]], engine)
    const start = method.init(M)
    assert.deepEqual(Object.keys(start), ['output.H', 'input.H'])
    const { state, direction } = method.direct(start, M, point, seeing(0).context)
    assert.equal((direction as HostMatrix).get(0, 0), 12)
    assert.deepEqual(calls, ['output prepare H', 'input prepare H'])
    const absorbed = method.absorb?.(state, point, seeing(0).context) as Moved
    assert.deepEqual(Object.keys(absorbed.report ?? {}), ['output', 'input'])
    const layer = point.layer as NonNullable<typeof point.layer>
    const compared = method.compare?.(absorbed.state, layer, layer, seeing(0).context) as Moved
    assert.deepEqual(Object.keys(compared.state), ['output.H', 'output.extra', 'input.H'])
    assert.deepEqual(Object.keys(compared.report ?? {}), ['compared'])
    assert.equal(kronecker(noting('output'), noting('input')).compare, undefined)
    assert.equal(kronecker(constant([[1]]), constant([[1]])).size, undefined)
  })
})
