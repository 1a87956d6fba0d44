import assert from 'node:assert/strict'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { free } from '@kq/linalg/scope'
import { mlp } from '@kq/nn/mlp'
import { adam } from '../src/adam.ts'
import { kbfgs } from '../src/kbfgs.ts'
import { kfac } from '../src/kfac.ts'
import type { TrainingEvent } from '../src/training-events.ts'
import { assertRejects, assertThrows } from './support/assert-throws.ts'
import { methods } from './support/methods.ts'
import { samplesOf, smooth, snapshotOf, trainerOf } from './support/trainers.ts'

const kinds = (events: readonly TrainingEvent[]): string =>
  events.map(({ kind }) => kind[0]).join('')

describe('Trainer', () => {
  describe('limits', () => {
    it('stops after the iterations', async () => {
      const trainer = trainerOf()
      const result = await trainer.fit({ iterations: 4 })
      assert.deepEqual(
        [result.stopReason, result.message, result.iterations, result.epochs, trainer.steps.length],
        ['iterations', 'all iterations were run', 4, 4 / 3, 4],
      )
    })

    it('stops after the epochs, rounded up to whole iterations', async () => {
      assert.equal((await trainerOf().fit({ epochs: 2 })).iterations, 6)
      const { stopReason, iterations } = await trainerOf().fit({ epochs: 0.5 })
      assert.deepEqual([stopReason, iterations], ['epochs', 2])
    })

    it('stops at whatever comes first', async () => {
      assert.equal((await trainerOf().fit({ epochs: 1, iterations: 2 })).stopReason, 'iterations')
      assert.equal((await trainerOf().fit({ epochs: 1, iterations: 5 })).stopReason, 'epochs')
      assert.equal((await trainerOf().fit({ epochs: 100, seconds: 0 })).stopReason, 'seconds')
    })

    it('takes one step even where there is no time at all', async () => {
      const { stopReason, iterations, message } = await trainerOf().fit({ seconds: 0 })
      assert.deepEqual([stopReason, iterations, message], ['seconds', 1, 'the time was used up'])
    })

    it('trains for the seconds given, which count warm start and steps', async () => {
      const trainer = trainerOf()
      const { seconds, stopReason } = await trainer.fit({ seconds: 0.05 })
      assert.equal(stopReason, 'seconds')
      const last = trainer.steps.at(-1)?.seconds ?? 0
      const beforeLast = trainer.steps.at(-2)?.seconds ?? 0
      assert.ok(
        seconds >= 0.05 && beforeLast < 0.05 && last === seconds,
        `${seconds}, ${beforeLast}`,
      )
      assert.ok((trainer.steps[0]?.seconds ?? 0) > 0)
    })

    it('takes no step for 0 iterations or epochs, but warms up', async () => {
      const trainer = trainerOf()
      assert.equal((await trainer.fit({ iterations: 0 })).iterations, 0)
      assert.equal(trainer.state.warmBatches, 3)
      assert.equal((await trainer.fit({ epochs: 0 })).stopReason, 'epochs')
    })

    it('refuses to run without a limit or with one that is none', async () => {
      await assertRejects(
        trainerOf().fit({}),
        'TypeError',
        'give a limit: epochs, iterations or seconds',
      )
      for (const name of ['epochs', 'iterations', 'seconds']) {
        for (const value of [Number.NaN, -1]) {
          await assertRejects(
            trainerOf().fit({ [name]: value }),
            'RangeError',
            `fit: ${name} is ${value}`,
            'at least 0',
          )
        }
      }
    })
  })

  describe('going on', () => {
    for (const { name, make } of methods) {
      it(`fits twice as it fits at once, by ${name}`, async () => {
        const [once, twice] = [trainerOf({ optimizer: make() }), trainerOf({ optimizer: make() })]
        await once.fit({ iterations: 5 })
        await twice.fit({ iterations: 2 })
        const { iterations } = await twice.fit({ iterations: 3 })
        assert.equal(iterations, 5)
        assert.deepStrictEqual(await snapshotOf(twice), await snapshotOf(once))
      })
    }

    it('counts the limits of each fit from where it begins', async () => {
      const trainer = trainerOf()
      await trainer.fit({ epochs: 1 })
      assert.equal((await trainer.fit({ epochs: 1 })).iterations, 6)
    })
  })

  describe('aborting', () => {
    const uninterrupted = async () => {
      const trainer = trainerOf()
      await trainer.fit({ iterations: 3 })
      return snapshotOf(trainer)
    }

    it('before the start does nothing, and nothing is lost', async () => {
      const trainer = trainerOf()
      const { stopReason, iterations } = await trainer.fit({
        iterations: 3,
        signal: AbortSignal.abort(),
      })
      assert.deepEqual([stopReason, iterations, trainer.state.warmBatches], ['aborted', 0, 0])
      await trainer.fit({ iterations: 3 })
      assert.deepStrictEqual(await snapshotOf(trainer), await uninterrupted())
    })

    it('in the warm start ends it there; the next fit takes it up again', async () => {
      const trainer = trainerOf()
      const controller = new AbortController()
      const onEvent = ({ kind }: TrainingEvent): void => {
        if (kind === 'warm') controller.abort()
      }
      const { stopReason, message } = await trainer.fit({
        iterations: 3,
        signal: controller.signal,
        onEvent,
      })
      assert.deepEqual([stopReason, message], ['aborted', 'it was asked to stop'])
      assert.equal(trainer.state.warmBatches, 1)
      const events: TrainingEvent[] = []
      await trainer.fit({ iterations: 3, evaluate: false, onEvent: (event) => events.push(event) })
      assert.equal(kinds(events), 'wwsss')
      assert.deepStrictEqual(await snapshotOf(trainer), await uninterrupted())
    })

    it('between steps ends with what there is', async () => {
      const trainer = trainerOf()
      const controller = new AbortController()
      const onEvent = (event: TrainingEvent): void => {
        if (event.kind === 'step' && event.iteration === 2) controller.abort()
      }
      const { stopReason, iterations } = await trainer.fit({
        epochs: 9,
        signal: controller.signal,
        onEvent,
      })
      assert.deepEqual([stopReason, iterations], ['aborted', 2])
      assert.equal(trainer.evaluations.at(-1)?.iteration, 2)
      await trainer.fit({ iterations: 1 })
      assert.deepStrictEqual(await snapshotOf(trainer), await uninterrupted())
    })
  })

  describe('events and evaluations', () => {
    it('come in order: evaluation, warm start, steps with an evaluation after each epoch', async () => {
      const events: TrainingEvent[] = []
      const trainer = trainerOf({ test: smooth })
      await trainer.fit({ iterations: 4, onEvent: (event) => events.push(event) })
      assert.equal(kinds(events), 'ewwwssslesle')
      const warm = events.filter((event) => event.kind === 'warm')
      assert.deepEqual(
        warm.map(({ batch, batches }) => [batch, batches]),
        [
          [1, 3],
          [2, 3],
          [3, 3],
        ],
      )
      assert.deepEqual(
        trainer.evaluations.map(({ iteration }) => iteration),
        [0, 3, 4],
      )
      assert.deepEqual(
        trainer.steps.map(({ iteration }) => iteration),
        [1, 2, 3, 4],
      )
      assert.deepEqual(
        trainer.steps.map(({ epoch }) => epoch),
        [1 / 3, 2 / 3, 1, 4 / 3],
      )
      const seconds = events.map((event) => ('seconds' in event ? event.seconds : 0))
      assert.deepEqual(
        seconds,
        [...seconds].sort((a, b) => a - b),
      )
    })

    it('evaluate both sets, with the penalty', async () => {
      const trainer = trainerOf({ test: smooth, optimizer: kbfgs({ l2: 0.5 }) })
      await trainer.fit({ iterations: 0 })
      const [record] = trainer.evaluations
      const { loss, error } = await trainer.evaluate(smooth)
      assert.deepEqual(
        [record.trainLoss, record.trainError, record.testLoss, record.testError],
        [loss, error, loss, error],
      )
      const bare = trainerOf({ optimizer: kbfgs({ l2: 0 }) })
      const squares = Object.values(trainer.parameters).flatMap((p) =>
        (p as HostMatrix).toArray().flat(),
      )
      const penalty = 0.25 * squares.reduce((sum, x) => sum + x * x, 0)
      assert.ok(Math.abs(loss - (await bare.evaluate(smooth)).loss - penalty) < 1e-12)
    })

    it('give NaN for a test set that is not there', async () => {
      const trainer = trainerOf()
      await trainer.fit({ iterations: 1 })
      assert.ok(Number.isNaN(trainer.evaluations[0].testLoss))
    })

    it('use the first evaluationRows rows', async () => {
      const trainer = trainerOf({ evaluationRows: 5 })
      await trainer.fit({ iterations: 0 })
      assert.equal(trainer.evaluations[0].trainLoss, (await trainer.evaluate(smooth, 5)).loss)
      assert.notEqual(
        (await trainer.evaluate(smooth, 5)).loss,
        (await trainer.evaluate(smooth)).loss,
      )
    })

    it('come every so many seconds where asked for', async () => {
      const trainer = trainerOf()
      await trainer.fit({ iterations: 4, evaluateEverySeconds: 0 })
      assert.deepEqual(
        trainer.evaluations.map(({ iteration }) => iteration),
        [0, 1, 2, 3, 4],
      )
    })

    it('are left out where not wanted', async () => {
      const trainer = trainerOf()
      await trainer.fit({ epochs: 2, evaluate: false })
      assert.deepEqual(trainer.evaluations, [])
    })

    it('give the loss after a step where the method knows it', async () => {
      const second = trainerOf()
      await second.fit({ iterations: 2 })
      assert.equal(typeof second.steps[1].trialLoss, 'number')
      const first = trainerOf({ optimizer: adam() })
      await first.fit({ iterations: 2 })
      assert.equal(first.steps[1].trialLoss, undefined)
      assert.equal(first.steps[1].accepted, true)
    })
  })

  describe('the warm start', () => {
    const warmed = async (options: Parameters<typeof trainerOf>[0]): Promise<number> => {
      const trainer = trainerOf(options)
      await trainer.fit({ iterations: 1 })
      return trainer.state.warmBatches
    }

    it('is one pass, or as many batches as asked for', async () => {
      assert.equal(await warmed({}), 3)
      assert.equal(await warmed({ warmBatches: 'all' }), 3)
      assert.equal(await warmed({ warmBatches: 2 }), 2)
      assert.equal(await warmed({ warmBatches: 99 }), 3)
      assert.equal(await warmed({ warmBatches: 0 }), 0)
    })

    it('is left out with full batches, and for methods without one', async () => {
      assert.equal(await warmed({ batchSize: 12 }), 0)
      assert.equal(await warmed({ optimizer: adam() }), 0)
    })
  })

  describe('batches', () => {
    it('come in the order of each rule', async () => {
      const losses = async (
        batching: 'reference' | 'shuffled' | 'sequential',
        seed = 1,
      ): Promise<number[]> => {
        const trainer = trainerOf({ batching, seed, optimizer: adam({ learningRate: 1e-12 }) })
        await trainer.fit({ iterations: 6, evaluate: false })
        return trainer.steps.map(({ loss }) => Number(loss.toPrecision(6)))
      }
      const sequential = await losses('sequential')
      assert.deepEqual(sequential.slice(3), sequential.slice(0, 3))
      const reference = await losses('reference')
      assert.deepEqual(reference.slice(0, 3), sequential.slice(0, 3))
      assert.notDeepEqual(reference.slice(3), sequential.slice(3))
      const shuffled = await losses('shuffled')
      assert.notDeepEqual(shuffled.slice(0, 3), sequential.slice(0, 3))
      assert.deepEqual(await losses('shuffled'), shuffled)
    })

    it('refuse an unknown rule', () => {
      assertThrows(
        () => trainerOf({ batching: 'random' as never }),
        'TypeError',
        "batching is 'random'",
        "'shuffled'",
      )
    })
  })

  describe('what it is given', () => {
    it('parameters are copied, and stay as they are', async () => {
      const engine = hostEngine({ poison: true })
      const given = {
        '0.W': engine.upload(
          Float64Array.from({ length: 16 }, (_, k) => Math.sin(k)),
          { rows: 4, columns: 4 },
        ),
        '2.W': engine.upload(
          Float64Array.from({ length: 10 }, (_, k) => Math.cos(k)),
          { rows: 2, columns: 5 },
        ),
      }
      const before = given['0.W'].toArray()
      const trainer = trainerOf({ engine, parameters: given })
      await trainer.fit({ iterations: 2 })
      assert.equal(given['0.W'].freed, false)
      assert.deepEqual(given['0.W'].toArray(), before)
      const other = trainerOf({ engine, parameters: given })
      free(given)
      await other.fit({ iterations: 2 })
      assert.deepStrictEqual(await snapshotOf(other), await snapshotOf(trainer))
    })

    it('a batch larger than the data is refused with both numbers', () => {
      assertThrows(() => trainerOf({ batchSize: 13 }), 'RangeError', '13', '12 rows')
      assertThrows(() => trainerOf({ batchSize: 0 }), 'RangeError', '0')
      assertThrows(() => trainerOf({ batchSize: 2.5 }), 'RangeError', '2.5')
    })

    it('sets without samples, or of contradicting sizes, are refused', () => {
      const empty = { name: 'void', inputs: samplesOf([]) }
      assertThrows(() => trainerOf({ train: empty }), 'RangeError', 'train set void is empty')
      assertThrows(() => trainerOf({ test: empty }), 'RangeError', 'test set void is empty')
      const { inputs } = smooth
      const short = { name: 'short', inputs: { ...inputs, rows: 13 } }
      assertThrows(
        () => trainerOf({ train: short }),
        'RangeError',
        'inputs of train set short',
        '13×3',
        '36 numbers',
      )
      const uneven = { name: 'uneven', inputs, targets: samplesOf([[1, 2]]) }
      assertThrows(
        () => trainerOf({ train: uneven }),
        'RangeError',
        '12 rows of inputs but 1 of targets',
      )
    })

    it('data that do not fit the network are refused at the first look', async () => {
      const wide = {
        name: 'wide',
        inputs: samplesOf([
          [1, 2],
          [3, 4],
        ]),
      }
      await assertRejects(
        trainerOf({ train: wide, batchSize: 1 }).fit({ iterations: 1 }),
        'ShapeError',
        'n×3',
      )
      const { inputs } = smooth
      const narrow = {
        name: 'narrow',
        inputs,
        targets: samplesOf(Array.from({ length: 12 }, () => [1])),
      }
      await assertRejects(trainerOf({ train: narrow }).fit({ iterations: 1 }), 'ShapeError', '4×1')
    })

    it('options out of range are refused by name', async () => {
      assertThrows(
        () => trainerOf({ warmBatches: -1 }),
        'RangeError',
        'warmBatches is -1',
        'whole number of at least 0',
      )
      assertThrows(() => trainerOf({ warmBatches: Number.NaN }), 'RangeError', 'warmBatches is NaN')
      assertThrows(() => trainerOf({ evaluationRows: 0 }), 'RangeError', 'evaluationRows is 0')
      assert.throws(() => trainerOf({ seed: 0.5 }), RangeError)
    })

    it('parameters of another network or engine are refused', async () => {
      const engine = hostEngine()
      const other = { '0.W': engine.upload([1, 2], { rows: 1, columns: 2 }) }
      await assertRejects(
        trainerOf({ engine, parameters: other }).fit({ iterations: 1 }),
        'ShapeError',
        "'0.W'",
      )
      const right = {
        '0.W': engine.upload(Array(16).fill(0.1), { rows: 4, columns: 4 }),
        '2.W': engine.upload(Array(10).fill(0.1), { rows: 2, columns: 5 }),
      }
      await assertRejects(
        trainerOf({ parameters: right }).fit({ iterations: 1 }),
        'EngineError',
        'different engines',
      )
    })
  })

  describe('predict and evaluate', () => {
    const linear = (engine: Engine) =>
      trainerOf({
        engine,
        model: mlp([3, 2], { activation: 'linear' }),
        parameters: { '0.W': engine.upload([1, 0, 0, 10, 0, 1, -1, 0], { rows: 2, columns: 4 }) },
      })

    it('predict gives the outputs row by row, and leaves nothing behind', async () => {
      const engine = hostEngine({ poison: true })
      const trainer = linear(engine)
      const live = engine.stats().liveMatrices
      const inputs = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 99), rows: 2, columns: 3 }
      assert.deepEqual([...(await trainer.predict(inputs))], [11, -1, 14, -1])
      assert.equal(engine.stats().liveMatrices, live)
    })

    it('predict refuses inputs of contradicting sizes', async () => {
      const trainer = linear(hostEngine())
      const inputs = { data: Float64Array.of(1, 2, 3), rows: 2, columns: 3 }
      await assertRejects(trainer.predict(inputs), 'RangeError', '2×3', '3 numbers')
      await assertRejects(trainer.predict({ ...inputs, rows: 1, columns: 2 }), 'ShapeError', 'n×3')
    })

    it('evaluate takes a number of rows, of at least one', async () => {
      const trainer = trainerOf()
      await assertRejects(trainer.evaluate(smooth, 0), 'RangeError', 'evaluate: rows is 0')
      await assertRejects(
        trainer.evaluate({ name: 'void', inputs: samplesOf([]) }),
        'RangeError',
        'empty',
      )
    })
  })

  describe('dispose', () => {
    it('gives all storage back, once', async () => {
      for (const engine of [hostEngine(), opaqueEngine()]) {
        const trainer = trainerOf({ engine })
        await trainer.fit({ iterations: 3 })
        trainer.dispose()
        trainer.dispose()
        assert.equal(engine.stats().liveMatrices, 0)
        assert.equal(engine.stats().liveBytes, 0)
        await assertRejects(trainer.fit({ iterations: 1 }), 'EngineError', 'freed')
      }
    })
  })

  describe('determinism', () => {
    it('the seed decides parameters, order and sampled targets', async () => {
      const run = async (seed: number) => {
        const trainer = trainerOf({
          seed,
          batching: 'shuffled',
          optimizer: kfac({ learningRate: 0.3, lambda: 0.3 }),
        })
        await trainer.fit({ iterations: 4 })
        return snapshotOf(trainer)
      }
      assert.deepStrictEqual(await run(7), await run(7))
      assert.notDeepStrictEqual(await run(7), await run(8))
    })

    it('targets drawn by KFAC do not depend on evaluations in between', async () => {
      const run = async (evaluate: boolean) => {
        const trainer = trainerOf({ optimizer: kfac({ learningRate: 0.3, lambda: 0.3 }) })
        await trainer.fit({ iterations: 4, evaluate })
        return snapshotOf(trainer)
      }
      assert.deepStrictEqual(await run(true), await run(false))
    })

    it('an engine that shows nothing is read once a step and gives the bits of the host', async () => {
      const engine = opaqueEngine()
      let reads = 0
      const counted: Engine = Object.assign(engine, {
        read: ((read) => (a: Parameters<typeof read>[0]) => {
          reads++
          return read(a)
        })(engine.read),
      })
      const trainer = trainerOf({ engine: counted })
      const host = trainerOf()
      await trainer.fit({ iterations: 0, evaluate: false })
      await host.fit({ iterations: 5, evaluate: false })
      reads = 0
      await trainer.fit({ iterations: 5, evaluate: false })
      assert.equal(reads, 5)
      assert.deepStrictEqual(await snapshotOf(trainer), await snapshotOf(host))
    })
  })

  describe('small and empty problems', () => {
    for (const { name, make } of methods) {
      it(`trains layers of size 1, by ${name}`, async () => {
        const data = samplesOf([[0.5], [-1], [2], [1]])
        const trainer = trainerOf({
          model: mlp([1, 1, 1], { activation: 'tanh' }),
          optimizer: make(),
          train: { name: 'line', inputs: data },
          batchSize: 1,
        })
        await trainer.fit({ iterations: 8 })
        assert.ok(trainer.steps.every(({ loss }) => Number.isFinite(loss)))
      })

      it(`goes through data of zeros, by ${name}`, async () => {
        const zeros = samplesOf(Array.from({ length: 4 }, () => [0, 0]))
        const engine = hostEngine({ poison: true })
        const trainer = trainerOf({
          engine,
          model: mlp([2, 2], { activation: 'linear' }),
          parameters: { '0.W': engine.upload([1, 2, 0, 3, 4, 0], { rows: 2, columns: 3 }) },
          optimizer: make(),
          train: { name: 'zeros', inputs: zeros },
          batchSize: 2,
        })
        const status: number[] = []
        await trainer.fit({
          iterations: 12,
          onEvent: (event) => {
            if (event.kind === 'step') status.push(event.figures['0.W/outputStatus'])
          },
        })
        assert.equal(status.length, 12)
        assert.ok(trainer.steps.every(({ loss, accepted }) => loss === 0 && accepted))
        if (name.startsWith('K-BFGS'))
          assert.ok(
            status.every((code) => code === 1 || code === 2),
            status.join(),
          )
      })
    }
  })
})
