import assert from 'node:assert/strict'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { adam } from '../src/adam.ts'
import type { Snapshot } from '../src/snapshot.ts'
import type { Trainer, TrainerOptions } from '../src/trainer.ts'
import { assertRejects, assertThrows } from './support/assert-throws.ts'
import { methods } from './support/methods.ts'
import { smooth, snapshotOf, trainerOf } from './support/trainers.ts'

/** With everything that a snapshot must hold: random orders, sampled targets, rejections. */
const shuffled: Partial<TrainerOptions> = { batching: 'shuffled', seed: 4 }

const iterationOf = ({ snapshot }: Trainer): number | undefined => snapshot?.iteration

/** As it comes back from a file or another thread. */
const carried = (snapshot: Snapshot | undefined): Snapshot => structuredClone(snapshot) as Snapshot

describe("a trainer's snapshot", () => {
  for (const { name, make } of methods) {
    for (const [kind, open] of Object.entries({
      host: () => hostEngine({ poison: true }),
      opaque: () => opaqueEngine() as Engine,
    })) {
      it(`is all that ${name} goes on from, to the last bit, on the ${kind} engine`, async () => {
        const options = { ...shuffled, optimizer: make(), engine: open() }
        const whole = trainerOf(options)
        await whole.fit({ iterations: 9, evaluate: false })
        const first = trainerOf(options)
        await first.fit({ iterations: 5, evaluate: false })
        const from = carried(await first.takeSnapshot())
        first.dispose()
        const second = trainerOf({ ...options, engine: open(), seed: 77, from })
        assert.deepEqual(second.snapshot, from)
        await second.fit({ iterations: 4, evaluate: false })
        assert.deepStrictEqual(await snapshotOf(second), await snapshotOf(whole))
        const { seconds: _, ...position } = await second.takeSnapshot()
        const { seconds: __, ...expected } = await whole.takeSnapshot()
        assert.deepStrictEqual(position, expected)
        assert.equal(second.epochs, whole.epochs)
        assert.ok(second.seconds > from.seconds)
      })
    }
  }

  it('counts rejections on', async () => {
    const first = trainerOf(shuffled)
    await first.fit({ iterations: 1, evaluate: false })
    const from = { ...(await first.takeSnapshot()), rejectedSteps: 12, rejectedInARow: 9 }
    const second = trainerOf({ ...shuffled, from })
    assert.equal(second.rejectedSteps, 12)
    assert.equal((await second.takeSnapshot()).rejectedInARow, 9)
  })

  it('is taken with evaluations unless told otherwise', async () => {
    const trainer = trainerOf()
    await trainer.fit({ iterations: 4, evaluate: false })
    assert.equal(iterationOf(trainer), undefined)
    const seen: (number | undefined)[] = []
    await trainer.fit({ iterations: 4, onEvent: () => seen.push(iterationOf(trainer)) })
    // An event comes before the snapshot: evaluations after steps 4, 6 and 8.
    assert.deepEqual(seen, [undefined, 4, 4, 4, 4, 6, 6, 6, 6])
    assert.equal(iterationOf(trainer), 8)
  })

  it('is taken every so many iterations, evaluations or not; or never', async () => {
    for (const evaluate of [true, false]) {
      const trainer = trainerOf()
      await trainer.fit({ iterations: 7, evaluate, snapshotEvery: 5 })
      assert.equal(iterationOf(trainer), 5)
    }
    const trainer = trainerOf()
    await trainer.fit({ iterations: 7, snapshotEvery: 'never' })
    assert.equal(iterationOf(trainer), undefined)
    await assertRejects(
      trainer.fit({ iterations: 1, snapshotEvery: 0 }),
      'RangeError',
      'snapshotEvery',
    )
  })

  it('may be asked for when a step is told of', async () => {
    const [asked, waited] = [trainerOf(shuffled), trainerOf(shuffled)]
    let promised: Promise<Snapshot> | undefined
    await asked.fit({
      iterations: 5,
      evaluate: false,
      onEvent: (event) => {
        if (event.kind === 'step' && event.iteration === 3) promised = asked.takeSnapshot()
      },
    })
    await waited.fit({ iterations: 3, evaluate: false })
    const { seconds: _, ...taken } = (await promised) as Snapshot
    const { seconds: __, ...expected } = await waited.takeSnapshot()
    assert.deepStrictEqual(taken, expected)
  })

  it('stays as it is while training goes on, and where the next one fails', async () => {
    const host = hostEngine({ poison: true })
    const trainer = trainerOf({ engine: host })
    await trainer.fit({ iterations: 2, evaluate: false })
    const taken = await trainer.takeSnapshot()
    const copy = carried(taken)
    const read = host.read.bind(host)
    await trainer.fit({ iterations: 3, evaluate: false })
    host.read = () => Promise.reject(new Error('the device was lost'))
    await assertRejects(trainer.takeSnapshot(), 'Error', 'the device was lost')
    await assertRejects(
      trainer.fit({ iterations: 1, evaluate: false }),
      'Error',
      'the device was lost',
    )
    host.read = read
    assert.equal(trainer.snapshot, taken)
    assert.deepStrictEqual(taken, copy)
  })

  it('refuses other methods, other data, and parameters beside it', async () => {
    const trainer = trainerOf()
    const from = await trainer.takeSnapshot()
    assertThrows(
      () => trainerOf({ from, optimizer: adam() }),
      'TypeError',
      'is of K-BFGS',
      'is Adam',
    )
    assertThrows(() => trainerOf({ from, batchSize: 3 }), 'RangeError', 'batches of 4', 'of 3')
    const train = { name: 'eight', inputs: { ...smooth.inputs, rows: 8 } }
    assertThrows(() => trainerOf({ from, train }), 'RangeError', '12 samples', '8 in batches')
    const { parameters } = trainer
    assertThrows(() => trainerOf({ from, parameters }), 'TypeError', 'both given')
  })
})
