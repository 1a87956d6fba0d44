import assert from 'node:assert/strict'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { read } from '@kq/linalg/read'
import { free, scope } from '@kq/linalg/scope'
import fc from 'fast-check'
import { type ClipOptions, clipGradients } from '../src/clip-gradients.ts'
import { assertThrows } from './support/assert-throws.ts'
import { methods } from './support/methods.ts'
import { scripted } from './support/scripted.ts'
import { snapshotOf, trainerOf } from './support/trainers.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** Two gradients after clipping, as one list. */
async function clipped(
  [a, b, c]: readonly number[],
  options: ClipOptions,
  engine: Engine = hostEngine({ poison: true }),
): Promise<number[]> {
  const evaluate = clipGradients(scripted(engine, { v: [[a, b]], w: [[c]] }), options)
  const gradients = scope(() => {
    const evaluation = evaluate({})
    const found = evaluation.gradients()
    assert.equal(evaluation.gradients(), found)
    return { v: found.v, w: found.w, loss: evaluation.loss }
  })
  const { v, w, loss } = gradients
  const values = [...(await read(v)), ...(await read(w))]
  assert.deepEqual([...(await read(loss))], [1])
  free(gradients)
  assert.equal(engine.stats().liveMatrices, 0)
  return values
}

const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true })

describe('clipGradients', () => {
  it('scales all gradients by one factor where their norm is beyond the limit', async () => {
    assert.deepEqual(await clipped([3, 0, 4], { norm: 5 }), [3, 0, 4])
    for (const engine of [hostEngine(), opaqueEngine()]) {
      const found = await clipped([3, 0, 4], { norm: 1 }, engine)
      for (const [k, x] of [0.6, 0, 0.8].entries()) assert.ok(Math.abs(found[k] - x) < 1e-15)
    }
    assert.deepEqual(await clipped([0, 0, 0], { norm: 1 }), [0, 0, 0])
  })

  it('keeps the direction and the limit, whatever the size', async () => {
    const property = fc.asyncProperty(finite, finite, finite, async (...g) => {
      const found = await clipped(g, { norm: 2 })
      const norm = Math.hypot(...g)
      const factor = norm > 2 ? 2 / norm : 1
      for (const [k, x] of g.entries()) {
        assert.ok(Math.abs(found[k] - x * factor) <= 1e-13 + 1e-12 * Math.abs(x * factor))
      }
    })
    await fc.assert(property, { numRuns })
  })

  it('does not lose gradients whose squares overflow in float32', async () => {
    const found = await clipped([3e30, 0, 4e30], { norm: 5 }, hostEngine({ dtype: 'float32' }))
    for (const [k, x] of [3, 0, 4].entries()) assert.ok(Math.abs(found[k] - x) < 1e-5)
  })

  it('limits each element by value, before the norm', async () => {
    assert.deepEqual(await clipped([-7, 1, 3], { value: 2 }), [-2, 1, 2])
    const found = await clipped([300, 0, -400], { value: 1, norm: Math.SQRT1_2 })
    for (const [k, x] of [0.5, 0, -0.5].entries()) assert.ok(Math.abs(found[k] - x) < 1e-15)
  })

  it('hides nothing that is not finite', async () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      for (const options of [{ norm: 1 }, { value: 1 }, { norm: 1, value: 1 }]) {
        const found = await clipped([1, value, 2], options)
        assert.ok(!found.every(Number.isFinite), `${value} by ${JSON.stringify(options)}`)
      }
    }
  })

  it('refuses limits that are none', () => {
    const evaluate = scripted(hostEngine(), { w: [[1]] })
    assertThrows(() => clipGradients(evaluate, {}), 'TypeError', 'no limit')
    assertThrows(() => clipGradients(evaluate, { norm: 0 }), 'RangeError', 'clip.norm is 0')
    assertThrows(
      () => trainerOf({ clip: { value: -1 } }),
      'RangeError',
      'Trainer: clip.value is -1',
    )
  })

  for (const { name, make } of methods) {
    it(`changes what ${name} does only where the limit is reached`, async () => {
      const engine = hostEngine({ poison: true })
      const after = async (clip?: ClipOptions) => {
        const trainer = trainerOf({ optimizer: make(), engine, clip })
        await trainer.fit({ iterations: 4, evaluate: false })
        const snapshot = await snapshotOf(trainer)
        trainer.dispose()
        assert.equal(engine.stats().liveMatrices, 0)
        return snapshot
      }
      const free = await after()
      assert.deepStrictEqual(await after({ norm: 1e6, value: 1e6 }), free)
      assert.notDeepStrictEqual(await after({ norm: 1e-3 }), free)
    })
  }
})
