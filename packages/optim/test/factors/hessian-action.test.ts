import assert from 'node:assert/strict'
import { peek } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { assertSecantEquation, assertSymmetricPositiveDefinite } from '@kq/linalg/laws'
import fc from 'fast-check'
import type { Matrices } from '../../src/evaluation.ts'
import { hessianActionFactor } from '../../src/factors/hessian-action.ts'
import {
  combine,
  dot,
  identity,
  moment,
  multiply,
  type Rows,
  symmetricEigenvalues,
  times,
  transposed,
} from '../oracles/arrays.ts'
import { assertNear } from '../support/assert-near.ts'
import { layerPoint, seeing } from '../support/layer-points.ts'
import { normalRows } from '../support/problems.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** The lower factor of A = L Lᵀ. */
function lowerFactor(a: Rows): Rows {
  const l = a.map((row) => row.map(() => 0))
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = row[j] - dot(l[i].slice(0, j), l[j].slice(0, j))
      l[i][j] = i === j ? Math.sqrt(rest) : rest / l[j][j]
    }
  })
  return l
}

/** Eigenvalues of A^½ H A^½, which are those of Lᵀ H L. */
const relativeSpectrum = (a: Rows, h: Rows): number[] => {
  const l = lowerFactor(a)
  return symmetricEigenvalues(multiply(transposed(l), multiply(h, l)))
}

const cases = fc.record({
  size: fc.integer({ min: 1, max: 5 }),
  samples: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 0, max: 100_000 }),
  scale: fc.constantFrom(1e-3, 1, 30),
  shift: fc.constantFrom(0.01, 0.5, 2),
  decay: fc.constantFrom(0, 0.5, 0.9),
  hessianAction: fc.constantFrom('running' as const, 'minibatch' as const),
})

type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never

interface Moment {
  readonly shifted: Rows
  readonly before: Rows
  readonly after: Rows
  readonly seen: Record<string, Rows>
  readonly status: number
}

/** Four steps of the factor on random batches. */
function* run(given: Case): Generator<Moment> {
  const { size, samples, seed, scale, shift, decay, hessianAction } = given
  const engine = hostEngine()
  const factor = hessianActionFactor({ shift, decay, hessianAction })
  let state: Matrices = factor.init(size + 1, layerPoint(engine, [[1]]).value)
  let running = identity(size + 1, 0)
  for (let step = 0; step < 4; step++) {
    const inputs = normalRows(samples, size, seed + step, scale).map((row) => [...row, 1])
    const point = layerPoint(engine, inputs)
    const { context, seen } = seeing(step)
    running = combine(decay, running, 1 - decay, moment(inputs))
    const A = hessianAction === 'running' ? running : moment(inputs)
    const shifted = combine(1, A, shift, identity(size + 1))
    const ready = factor.prepare?.(state, point, context) as Matrices
    const moved = factor.absorb?.(ready, point, context)
    state = moved?.state as Matrices
    yield {
      shifted,
      before: (ready.H as HostMatrix).toArray(),
      after: (state.H as HostMatrix).toArray(),
      seen,
      status: peek(moved?.report?.inputStatus as HostMatrix),
    }
  }
}

describe('the Hessian-action factor', () => {
  it('(B8) has curvature of at least √λ ‖s‖², is never skipped and satisfies the secant equation', () => {
    fc.assert(
      fc.property(cases, (given) => {
        for (const { seen, status, before, after, shifted } of run(given)) {
          const s = seen.sa.flat()
          const y = seen.ya.flat()
          assert.ok(dot(s, y) >= given.shift * dot(s, s) * (1 - 1e-12))
          assertNear([y], [times(shifted, s)], 1e-10, 'y = A_λ s')
          assert.equal(status, 0)
          // The update's terms cancel where yᵀHy is much larger than sᵀy.
          const cancellation = dot(y, times(before, y)) / dot(s, y)
          assertSecantEquation(after, s, y, { factor: 32 * (1 + cancellation) })
          assertSymmetricPositiveDefinite(after)
        }
      }),
      { numRuns },
    )
  })

  it('(B8) leaves the exact inverse unchanged', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { value } = run(given).next()
        const { before, after } = value as Moment
        assertNear(after, before, 1e-9, 'H')
        if (given.hessianAction === 'running') {
          const { shifted } = value as Moment
          assertNear(multiply(before, shifted), identity(given.size + 1), 1e-9, 'H A_λ')
        }
      }),
      { numRuns },
    )
  })

  it('(B9) draws the spectrum of A_λ^½ H A_λ^½ together around 1', () => {
    let moved = 0
    fc.assert(
      fc.property(cases, (given) => {
        for (const { shifted, before, after } of run(given)) {
          const old = relativeSpectrum(shifted, before)
          const found = relativeSpectrum(shifted, after)
          const [low, high] = [Math.min(1, old[0]), Math.max(1, old[old.length - 1])]
          const slack = 1e-9 * high
          assert.ok(found[0] >= low - slack, `${found[0]} is below ${low}`)
          assert.ok(found[found.length - 1] <= high + slack, `${found.at(-1)} is above ${high}`)
          if (high - low > 0.1) moved++
        }
      }),
      { numRuns },
    )
    assert.ok(moved > 0, 'every H was the exact inverse')
  })

  it('starts from the moment of the warm start, and takes the first batch into account only without one', () => {
    const engine = hostEngine()
    const factor = hessianActionFactor({ shift: 0.5, decay: 0.9, hessianAction: 'running' })
    const batches = [1, 2, 3].map((seed) => normalRows(4, 2, seed).map((row) => [...row, 1]))
    const points = batches.map((batch) => layerPoint(engine, batch))
    const start = factor.init(3, points[0].value)
    const warm = [1, 2].reduce(
      (state, k) => factor.warm?.(state, points[k - 1], k) as Matrices,
      start,
    )
    const average = combine(0.5, moment(batches[0]), 0.5, moment(batches[1]))
    assertNear((warm.A as HostMatrix).toArray(), average, 1e-14, 'the average')
    const warmed = factor.prepare?.(warm, points[2], seeing(0, true).context) as Matrices
    assertNear((warmed.A as HostMatrix).toArray(), average, 0, 'A of the first step')
    const cold = factor.prepare?.(start, points[2], seeing(0).context) as Matrices
    assertNear(
      (cold.A as HostMatrix).toArray(),
      combine(0.1, moment(batches[2]), 0, average),
      1e-14,
      'A',
    )
    const later = factor.prepare?.(warmed, points[2], seeing(1, true).context) as Matrices
    assertNear(
      (later.A as HostMatrix).toArray(),
      combine(0.9, average, 0.1, moment(batches[2])),
      1e-14,
      'A',
    )
    assert.equal(later.H, warmed.H, 'the inverse is made once')
  })

  it('holds no moment in its mini-batch form', () => {
    const engine = hostEngine()
    const factor = hessianActionFactor({ shift: 0.5, decay: 0.9, hessianAction: 'minibatch' })
    const point = layerPoint(
      engine,
      normalRows(4, 2, 1).map((row) => [...row, 1]),
    )
    const ready = factor.prepare?.(
      factor.init(3, point.value),
      point,
      seeing(0).context,
    ) as Matrices
    assert.deepEqual(Object.keys(ready), ['H'])
    assert.deepEqual(Object.keys(factor.absorb?.(ready, point, seeing(0).context).state ?? {}), [
      'H',
    ])
  })
})
