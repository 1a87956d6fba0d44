import assert from 'node:assert/strict'
import type { Dataset } from '@kq/data/dataset'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import type { NonFiniteLimitError } from '../src/non-finite-limit-error.ts'
import type { TrainerOptions } from '../src/trainer.ts'
import type { TrainingEvent } from '../src/training-events.ts'
import { assertRejects, assertThrows } from './support/assert-throws.ts'
import { methods } from './support/methods.ts'
import { smooth, snapshotOf, trainerOf } from './support/trainers.ts'

/** The smooth set with a NaN in row 5, which is in the second batch of three. */
const spoiled: Dataset = (() => {
  const data = Float64Array.from(smooth.inputs.data)
  data[16] = Number.NaN
  return { ...smooth, inputs: { ...smooth.inputs, data } }
})()

const kindsOf = (events: readonly TrainingEvent[]): string =>
  events.map(({ kind }) => kind[0]).join('')

const plain: Partial<TrainerOptions> = { train: spoiled, warmBatches: 0 }

describe('onNonFinite of the Trainer', () => {
  for (const { name, make } of methods) {
    it(`'skip' leaves the batch out and every bit as it was, by ${name}`, async () => {
      for (const engine of [hostEngine({ poison: true }), opaqueEngine()]) {
        const trainer = trainerOf({ ...plain, engine, optimizer: make(), onNonFinite: 'skip' })
        await trainer.fit({ iterations: 1, evaluate: false })
        const before = await snapshotOf(trainer)
        const live = engine.stats()
        const events: TrainingEvent[] = []
        await trainer.fit({
          iterations: 1,
          evaluate: false,
          onEvent: (event) => events.push(event),
        })
        assert.deepStrictEqual(await snapshotOf(trainer), before)
        assert.deepEqual(engine.stats(), live, 'matrices left behind')
        assert.equal(trainer.nonFiniteSteps, 1)
        assert.equal(trainer.iterations, 2)
        const [event] = events
        assert.ok(event.kind === 'non-finite' && event.action === 'skip')
        assert.match(event.error.message, /the input/)
        const { nonFiniteSteps } = await trainer.fit({ iterations: 4, evaluate: false })
        assert.equal(nonFiniteSteps, 2)
        assert.equal(trainer.steps.length, 4)
      }
    })

    it(`'restore' goes back to the latest snapshot with half the rate, by ${name}`, async () => {
      const engine = hostEngine({ poison: true })
      const trainer = trainerOf({ ...plain, engine, optimizer: make(), onNonFinite: 'restore' })
      const rate = trainer.learningRate
      const start = await snapshotOf(trainer)
      const events: TrainingEvent[] = []
      await trainer.fit({ iterations: 2, evaluate: false, onEvent: (event) => events.push(event) })
      assert.equal(kindsOf(events), 'sn')
      assert.deepStrictEqual(await snapshotOf(trainer), start)
      assert.equal(trainer.learningRate, rate / 2)
      await trainer.fit({ iterations: 1, evaluate: false })
      assert.equal(trainer.steps.at(-1)?.learningRate, rate / 2)
      assert.notDeepStrictEqual(await snapshotOf(trainer), start)
      trainer.dispose()
      assert.equal(engine.stats().liveMatrices, 0)
    })
  }

  it("'throw' is what happens unless told otherwise", async () => {
    await assertRejects(trainerOf(plain).fit({ epochs: 1 }), 'NonFiniteError', 'the input')
  })

  it('leaves spoiled batches out of the warm start, whose result is kept by a restore', async () => {
    for (const onNonFinite of ['skip', 'restore'] as const) {
      const trainer = trainerOf({ train: spoiled, onNonFinite })
      const events: TrainingEvent[] = []
      await trainer.fit({ iterations: 0, onEvent: (event) => events.push(event) })
      assert.equal(kindsOf(events), 'ewnww')
      assert.equal(trainer.state.warmBatches, 3)
      await trainer.fit({ iterations: 3, evaluate: false })
      assert.equal(trainer.state.warmBatches, 3)
      assert.equal(trainer.nonFiniteSteps, 2)
    }
  })

  it('ends at the limit: in a row where skipped, in all where undone', async () => {
    const hopeless = { ...plain, batchSize: 12, nonFiniteLimit: 3 }
    const skipping = trainerOf({ ...hopeless, onNonFinite: 'skip' })
    const skipped = await assertRejects<NonFiniteLimitError>(
      skipping.fit({ epochs: 99, evaluate: false }),
      'NonFiniteLimitError',
      '3 steps in a row were skipped',
      'the input',
      'Clean the data',
      'nonFiniteLimit',
    )
    assert.equal(skipped.steps, 3)
    assert.match(String(skipped.cause), /NonFiniteError/)
    const patient = trainerOf({ ...plain, nonFiniteLimit: 2, onNonFinite: 'skip' })
    assert.equal((await patient.fit({ epochs: 5, evaluate: false })).nonFiniteSteps, 5)
    const restoring = trainerOf({ ...plain, nonFiniteLimit: 3, onNonFinite: 'restore' })
    await assertRejects(
      restoring.fit({ epochs: 5, evaluate: false }),
      'NonFiniteLimitError',
      '3 steps were undone',
      'now 0.025',
    )
    assert.equal(restoring.iterations, 7)
  })

  it('passes on other errors', async () => {
    const trainer = trainerOf({
      ...plain,
      onNonFinite: 'restore',
      observe: () => {
        throw new TypeError('of the observer')
      },
    })
    await assertRejects(trainer.fit({ iterations: 1 }), 'TypeError', 'of the observer')
  })

  it('goes on from a snapshot with its counts', async () => {
    for (const onNonFinite of ['skip', 'restore'] as const) {
      const options = { ...plain, onNonFinite, batching: 'shuffled' as const }
      const whole = trainerOf(options)
      await whole.fit({ epochs: 4, snapshotEvery: 3 })
      const first = trainerOf(options)
      await first.fit({ iterations: 6, snapshotEvery: 3 })
      const from = structuredClone(await first.takeSnapshot())
      const second = trainerOf({ ...options, from })
      await second.fit({ iterations: 6, snapshotEvery: 3 })
      assert.deepStrictEqual(await snapshotOf(second), await snapshotOf(whole))
      assert.equal(second.nonFiniteSteps, 4)
      assert.equal(second.learningRate, whole.learningRate)
    }
  })

  it('refuses unknown policies and limits', () => {
    assertThrows(() => trainerOf({ onNonFinite: 'ignore' as never }), 'RangeError', "'ignore'")
    assertThrows(() => trainerOf({ nonFiniteLimit: 0 }), 'RangeError', 'nonFiniteLimit is 0')
  })
})
