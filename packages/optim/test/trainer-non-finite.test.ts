import assert from 'node:assert/strict'
import type { Dataset } from '@kq/data/dataset'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { mlp } from '@kq/nn/mlp'
import { adam } from '../src/adam.ts'
import { kbfgs } from '../src/kbfgs.ts'
import { kfac } from '../src/kfac.ts'
import type { NonFiniteError } from '../src/non-finite-error.ts'
import { rmsprop } from '../src/rmsprop.ts'
import { sgd } from '../src/sgd.ts'
import type { Trainer, TrainerOptions } from '../src/trainer.ts'
import { assertRejects } from './support/assert-throws.ts'
import { methods } from './support/methods.ts'
import { samplesOf, smooth, snapshotOf, trainerOf } from './support/trainers.ts'

const engines: Readonly<Record<string, () => Engine>> = {
  host: () => hostEngine({ poison: true }),
  opaque: () => opaqueEngine(),
}

/** The smooth set with one number replaced: in row 5, which is in the second batch of three. */
function spoiled(where: 'inputs' | 'targets', value: number): Dataset {
  const { columns } = smooth[where] ?? smooth.inputs
  const data = smooth[where]?.data.slice() as Float64Array
  data[5 * columns + 1] = value
  return { ...smooth, [where]: { data, rows: 12, columns } }
}

/** One sample, one input, one output: z = w x + b. */
const single = (
  x: number,
  t: number,
  w: number,
  b: number,
  engine: Engine,
): Partial<TrainerOptions> => ({
  engine,
  model: mlp([1, 1], { activation: 'linear' }),
  parameters: { '0.W': engine.upload([w, b], { rows: 1, columns: 2 }) },
  train: { name: 'single', inputs: samplesOf([[x]]), targets: samplesOf([[t]]) },
  batchSize: 1,
})

/** Throws unless the next step fails with this quantity, and nothing changes. */
async function assertFails(trainer: Trainer, quantity: string, parameter?: string): Promise<void> {
  const live = trainer.engine.stats()
  const before = await snapshotOf(trainer)
  const { iterations } = trainer
  const error = await assertRejects<NonFiniteError>(
    trainer.fit({ iterations: 1, evaluate: false }),
    'NonFiniteError',
    `the ${quantity}`,
    `iteration ${iterations}`,
  )
  assert.equal(error.quantity, quantity)
  assert.equal(error.parameter, parameter)
  if (parameter !== undefined) assert.ok(error.message.includes(parameter))
  assert.equal(error.iteration, iterations)
  assert.ok(/\. [A-Z].*\.$/.test(error.message), `no advice in "${error.message}"`)
  assert.equal(trainer.iterations, iterations)
  assert.deepStrictEqual(await snapshotOf(trainer), before)
  assert.deepEqual(trainer.engine.stats(), live, 'matrices left behind')
}

for (const [engineName, open] of Object.entries(engines)) {
  describe(`NonFiniteError on ${engineName}`, () => {
    for (const { name, make } of methods) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
        it(`names an input of ${value}, by ${name}, and the next batch goes on`, async () => {
          const trainer = trainerOf({
            engine: open(),
            optimizer: make(),
            train: spoiled('inputs', value),
            warmBatches: 0,
          })
          await trainer.fit({ iterations: 1, evaluate: false })
          await assertFails(trainer, 'input')
          const { iterations } = await trainer.fit({ iterations: 2, evaluate: false })
          assert.equal(iterations, 3)
        })
      }

      it(`names a target of NaN, by ${name}`, async () => {
        const trainer = trainerOf({
          engine: open(),
          optimizer: make(),
          train: spoiled('targets', Number.NaN),
          warmBatches: 0,
        })
        await trainer.fit({ iterations: 1, evaluate: false })
        await assertFails(trainer, 'target')
      })

      it(`names an input of NaN in the very first step, by ${name}`, async () => {
        const trainer = trainerOf({
          engine: open(),
          optimizer: make(),
          train: spoiled('inputs', Number.NaN),
          batchSize: 12,
        })
        await assertFails(trainer, 'input')
        await assertFails(trainer, 'input')
      })

      it(`names a parameter of NaN, by ${name}`, async () => {
        const engine = open()
        const parameters = {
          '0.W': engine.upload(
            Array.from({ length: 16 }, (_, k) => 0.1 * k),
            { rows: 4, columns: 4 },
          ),
          '2.W': engine.upload(
            Array.from({ length: 10 }, (_, k) => (k === 3 ? Number.NaN : 0.1)),
            { rows: 2, columns: 5 },
          ),
        }
        const trainer = trainerOf({ engine, optimizer: make(), parameters, warmBatches: 0 })
        await assertFails(trainer, 'parameter', '2.W')
      })

      it(`names a pre-activation that overflows, by ${name}`, async () => {
        const trainer = trainerOf({ optimizer: make(), ...single(1, 1, 1e308, 1e308, open()) })
        await assertFails(trainer, 'pre-activation', '0.W')
      })

      it(`names a loss that overflows, by ${name}`, async () => {
        await assertFails(
          trainerOf({ optimizer: make(), ...single(1, 0, 1e200, 0, open()) }),
          'loss',
        )
      })
    }

    for (const optimizer of [adam(), sgd(), rmsprop(), kbfgs({ l2: 0 })]) {
      it(`names a gradient that overflows, by ${optimizer.name}`, async () => {
        // z = 0, loss = t²/2 = 5e299, derivative with respect to w: −t x = −1e350.
        await assertFails(
          trainerOf({ optimizer, ...single(1e200, 1e150, 0, 0, open()) }),
          'gradient',
          '0.W',
        )
      })
    }

    for (const optimizer of [adam(), rmsprop()]) {
      it(`names a direction whose second moment overflows, by ${optimizer.name}`, async () => {
        await assertFails(
          trainerOf({ optimizer, ...single(1e60, 1e140, 0, 0, open()) }),
          'direction',
          '0.W',
        )
      })

      it(`names a direction of 0/0, by ${optimizer.name} without an epsilon`, async () => {
        const without = optimizer.name === 'Adam' ? adam({ epsilon: 0 }) : rmsprop({ epsilon: 0 })
        await assertFails(
          trainerOf({ optimizer: without, ...single(0, 1, 0, 0, open()) }),
          'direction',
          '0.W',
        )
      })
    }

    it('names a direction that the inverses blow up, by K-BFGS', async () => {
      // The input is 0, so that H_a is 1e150 for the weight, whose gradient is the penalty's 1e160.
      const optimizer = kbfgs({ lambda: 1e-300 })
      await assertFails(
        trainerOf({ optimizer, ...single(0, 1, 1e165, 0, open()) }),
        'direction',
        '0.W',
      )
    })

    it('passes on that a moment is not positive definite where all is finite', async () => {
      const trainer = trainerOf({
        optimizer: kbfgs({ lambda: 1e-300, decay: 0 }),
        ...single(1, 1, 1, 0, open()),
      })
      const before = await snapshotOf(trainer)
      const live = trainer.engine.stats()
      await assertRejects(
        trainer.fit({ iterations: 1, evaluate: false }),
        'NotPositiveDefiniteError',
        'damping',
      )
      assert.deepStrictEqual(await snapshotOf(trainer), before)
      assert.deepEqual(trainer.engine.stats(), live)
    })

    for (const [name, optimizer] of Object.entries({
      kbfgs: kbfgs(),
      kfac: kfac({ lambda: 0.3 }),
    })) {
      it(`names an input of NaN in the warm start, which then goes on with the next batch, by ${name}`, async () => {
        const trainer = trainerOf({
          engine: open(),
          optimizer,
          train: spoiled('inputs', Number.NaN),
        })
        const before = await snapshotOf(trainer)
        const failing = trainer.fit({ iterations: 1, evaluate: false })
        const error = await assertRejects<NonFiniteError>(failing, 'NonFiniteError', 'the input')
        assert.equal(error.iteration, 0)
        assert.equal(trainer.state.warmBatches, 1)
        const { parameters, state } = await snapshotOf(trainer)
        assert.deepStrictEqual(parameters, before.parameters)
        for (const [key, { data }] of Object.entries(state))
          assert.ok(data.every(Number.isFinite), key)
        // The other two batches complete the pass, and the first step meets the spoiled one.
        await assertRejects(
          trainer.fit({ iterations: 1, evaluate: false }),
          'NonFiniteError',
          'the input',
        )
        assert.equal(trainer.state.warmBatches, 3)
      })
    }

    it('says so where only the warm start overflows', async () => {
      const train = {
        name: 'huge',
        inputs: samplesOf([[1e200], [1e200]]),
        targets: samplesOf([[0], [0]]),
      }
      const options = { ...single(1, 1, 1e-200, 0, open()), train, optimizer: kbfgs() }
      await assertFails(trainerOf(options), 'warm start')
    })
  })
}
