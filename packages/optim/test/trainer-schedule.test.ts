import assert from 'node:assert/strict'
import { bytesSource } from '@kq/data/byte-source'
import { hostEngine } from '@kq/linalg/host'
import type { Matrix } from '@kq/linalg/matrix'
import { mlp } from '@kq/nn/mlp'
import { adam } from '../src/adam.ts'
import { type CheckpointSubject, readCheckpoint, writeCheckpoint } from '../src/checkpoint.ts'
import { reduceOnPlateau } from '../src/schedules/reduce-on-plateau.ts'
import { stepSchedule } from '../src/schedules/step.ts'
import { warmUpSchedule } from '../src/schedules/warm-up.ts'
import type { Position, Snapshot } from '../src/snapshot.ts'
import type { Trainer, TrainerOptions } from '../src/trainer.ts'
import type { TrainingEvent } from '../src/training-events.ts'
import { assertRejects, assertThrows } from './support/assert-throws.ts'
import { collect } from './support/collect.ts'
import { methods } from './support/methods.ts'
import { smooth, snapshotOf, trainerOf } from './support/trainers.ts'

const ratesOf = ({ steps }: Trainer): number[] =>
  steps.map(({ learningRate }) => Number(learningRate.toPrecision(6)))

/** With everything that evaluations move: a plateau at once, since the rate is far too high. */
const judgedOptions: Partial<TrainerOptions> = {
  optimizer: adam({ learningRate: 0.5 }),
  batching: 'shuffled',
  test: { ...smooth, name: 'test' },
  schedule: warmUpSchedule(4, reduceOnPlateau({ patience: 0, factor: 0.5 })),
  clip: { norm: 1 },
  keepBest: true,
}

/** The position as it comes back from a checkpoint of it. */
async function throughFile(
  snapshot: Snapshot | undefined,
  subject: CheckpointSubject,
): Promise<Position<Matrix>> {
  const file = await collect(writeCheckpoint(snapshot as Snapshot, subject))
  const { position } = await readCheckpoint(bytesSource(file), subject)
  return position
}

describe('a schedule of the Trainer', () => {
  it('sets the rate of every step', async () => {
    const optimizer = adam({ learningRate: 0.1 })
    const trainer = trainerOf({ optimizer, schedule: stepSchedule({ every: 1, factor: 0.5 }) })
    assert.equal(trainer.learningRate, 0.1)
    await trainer.fit({ iterations: 7 })
    assert.deepEqual(ratesOf(trainer), [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025])
    assert.equal(trainer.learningRate, 0.025)
    const slow = trainerOf({ optimizer: adam({ learningRate: 0.05 }) })
    const half = trainerOf({
      optimizer,
      schedule: { name: 'half', rate: ({ baseRate }) => baseRate / 2 },
    })
    for (const each of [slow, half]) await each.fit({ iterations: 3 })
    assert.deepStrictEqual((await snapshotOf(half)).parameters, (await snapshotOf(slow)).parameters)
  })

  it('is refused where it gives no rate', async () => {
    const trainer = trainerOf({ schedule: { name: 'broken', rate: () => Number.NaN } })
    await assertRejects(
      trainer.fit({ iterations: 1 }),
      'RangeError',
      "'broken' gave NaN for step 0",
    )
  })

  it('sees the evaluations that are due, the monitored loss of each', async () => {
    const seen: unknown[] = []
    const schedule = {
      name: 'watching',
      rate: ({ baseRate, memory }) => {
        seen.push(memory.seen ?? 0)
        return baseRate
      },
      remember: ({ seen: before = 0 }, { loss }) => ({ seen: before + 1, loss: loss ?? 0 }),
    } satisfies TrainerOptions['schedule']
    const trainer = trainerOf({ schedule })
    await trainer.fit({ iterations: 4 })
    await trainer.fit({ iterations: 1 })
    assert.deepEqual(seen, [1, 1, 1, 2, 2])
    const { progress } = await trainer.takeSnapshot()
    assert.deepEqual(progress?.memory, { seen: 2, loss: trainer.evaluations[1].trainLoss })
    assert.equal(progress?.evaluation?.iteration, 3)
  })
})

describe('early stopping and the best model', () => {
  it('stops where the loss has not fallen for so many evaluations', async () => {
    const trainer = trainerOf({ ...judgedOptions, schedule: undefined, clip: undefined })
    const { stopReason, message } = await trainer.fit({ epochs: 500, patience: 3 })
    assert.deepEqual([stopReason, message], ['patience', 'the loss has stopped falling'])
    const losses = trainer.evaluations.map(({ testLoss }) => testLoss)
    const least = Math.min(...losses)
    assert.equal(losses.indexOf(least), losses.length - 4)
    assert.equal(trainer.best?.loss, least)
    await assertRejects(trainer.fit({ epochs: 1, patience: 0 }), 'RangeError', 'patience is 0')
  })

  it('keeps the best parameters, and takes them up when asked to', async () => {
    const trainer = trainerOf({ ...judgedOptions, schedule: undefined })
    const events: TrainingEvent[] = []
    await trainer.fit({ epochs: 30, onEvent: (event) => events.push(event) })
    const { best } = trainer
    assert.ok(best && trainer.evaluations.at(-1)?.testLoss !== best.loss)
    trainer.useBest()
    assert.equal((await trainer.evaluate(smooth)).loss, best.loss)
    const told = events.filter((event) => event.kind === 'best')
    assert.deepEqual(told.at(-1), {
      kind: 'best',
      iteration: best.iteration,
      epoch: best.epoch,
      loss: best.loss,
    })
    await trainer.fit({ iterations: 1 })
    trainer.dispose()
    assert.equal(trainer.engine.stats().liveMatrices, 0)
  })

  it('counts the end of a fit, but not where it was aborted', async () => {
    const trainer = trainerOf({ ...judgedOptions, optimizer: adam({ learningRate: 1e-3 }) })
    await trainer.fit({ iterations: 2 })
    assert.equal(trainer.best?.iteration, 2)
    let aborted = false
    const onEvent = ({ kind }: TrainingEvent): void => {
      aborted ||= kind === 'step'
    }
    await trainer.fit({
      epochs: 1,
      onEvent,
      signal: {
        get aborted() {
          return aborted
        },
      },
    })
    assert.equal(trainer.evaluations.at(-1)?.iteration, 3)
    const other = trainerOf({ ...judgedOptions, optimizer: adam({ learningRate: 1e-3 }) })
    await other.fit({ iterations: 1, signal: AbortSignal.abort() })
    assert.equal(other.best?.iteration, 0)
  })

  it('monitors the loss that it is told', async () => {
    const trainer = trainerOf({ ...judgedOptions, monitor: 'train', evaluationRows: 5 })
    await trainer.fit({ epochs: 3 })
    assert.equal(
      trainer.best?.loss,
      Math.min(...trainer.evaluations.map(({ trainLoss }) => trainLoss)),
    )
    assertThrows(() => trainerOf({ monitor: 'test' }), 'TypeError', 'no test set')
    assertThrows(() => trainerOf({ monitor: 'both' as never }), 'RangeError', "'both'")
    assertThrows(() => trainerOf().useBest(), 'Error', 'keepBest')
  })
})

const model = mlp([3, 4, 2], { activation: 'tanh' })

/** A rate that every evaluation so far has lowered: one that is forgotten shows. */
const counting: TrainerOptions['schedule'] = {
  name: 'counting',
  rate: ({ baseRate, memory: { seen = 0 } }) => baseRate / (1 + seen),
  remember: ({ seen = 0 }) => ({ seen: seen + 1 }),
}

describe('a checkpoint', () => {
  for (const { name, make } of methods) {
    it(`goes on with schedule, patience, best model and layers, at any iteration, by ${name}`, async () => {
      const [engine, optimizer] = [hostEngine({ poison: true }), make()]
      const options = { ...judgedOptions, model, engine, optimizer, schedule: counting }
      const whole = trainerOf(options)
      const taken: Promise<Snapshot>[] = []
      const onEvent = ({ kind }: TrainingEvent): void => {
        if (kind === 'step') taken.push(whole.takeSnapshot())
      }
      await whole.fit({ epochs: 4, onEvent })
      const { seconds: _, ...expected } = await whole.takeSnapshot()
      for (const after of [4, 5, 6]) {
        const from = await throughFile(await taken[after - 1], { model, engine, optimizer })
        assert.ok(from.best)
        const second = trainerOf({ ...options, from })
        await second.fit({ iterations: 12 - after })
        const { seconds: __, ...found } = await second.takeSnapshot()
        assert.deepStrictEqual(found, expected, `after ${after}`)
        assert.deepEqual(ratesOf(second), ratesOf(whole).slice(after))
        assert.deepEqual(second.layers.at(-1)?.layers, whole.layers.at(-1)?.layers)
      }
    })
  }
})
