import assert from 'node:assert/strict'
import { it as mochaIt } from 'mocha'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { read } from '@kq/linalg/read'
import { free, keep, matricesIn, replace, scope } from '@kq/linalg/scope'
import type { Evaluate } from '../../src/evaluation.ts'
import { sgd } from '../../src/sgd.ts'
import { counting } from '../support/counting.ts'
import type { Method } from '../support/methods.ts'
import { autoencoder, evaluateBatch, leastSquares, type Problem } from '../support/problems.ts'
import { assertSameBits, deviation, download } from '../support/values.ts'
import { type Snapshot, snapshotAfter, walk } from '../support/walk.ts'

const steps = 6

const assertSameSnapshot = (a: Snapshot, b: Snapshot, what: string): void => {
  assertSameBits(a.parameters, b.parameters, `${what}: parameters`)
  assertSameBits(a.state, b.state, `${what}: state`)
  assert.deepEqual(a.counters, b.counters)
}

const lossOf = async (
  problem: Problem,
  engine: Engine,
  walked: ReturnType<typeof walk>,
): Promise<number> => {
  const loss = scope(() => evaluateBatch(problem, engine, 0)(walked.parameters).loss)
  const [value] = await read(loss)
  free(loss)
  return value
}

/** The least value of the least-squares loss, by many steps of plain descent; computed once. */
const leastLoss: { value?: Promise<number> } = {}

async function findLeastLoss(): Promise<number> {
  const engine = hostEngine()
  const walked = walk(sgd({ learningRate: 0.1 }), leastSquares, engine)
  for (let k = 0; k < 1000; k++) await walked.step()
  return lossOf(leastSquares, engine, walked)
}

/** Inputs in which one number is NaN. */
const spoiled: Problem = {
  ...autoencoder,
  batches: autoencoder.batches.map(({ targets }) => ({
    inputs: targets.map((row, i) => row.map((x, j) => (i === 1 && j === 2 ? Number.NaN : x))),
    targets,
  })),
}

/**
 * What holds for every method on every engine. To be called inside of `describe`.
 *
 * @param chosen - which laws by their titles; all unless given
 */
export function optimizerLaws(method: Method, open: () => Engine, chosen: RegExp = /./): void {
  const { make } = method
  const it = (title: string, body: () => Promise<void>): void => {
    if (chosen.test(title)) mochaIt(title, body)
  }

  it('gives the same bits twice', async () => {
    const [once, again] = [open(), open()]
    assertSameSnapshot(
      await snapshotAfter(steps, make(), autoencoder, once),
      await snapshotAfter(steps, make(), autoencoder, again),
      'two runs',
    )
  })

  it('gives what the host engine of its dtype gives', async () => {
    const engine = open()
    const ours = await snapshotAfter(steps, make(), autoencoder, engine)
    const host = hostEngine({ dtype: engine.dtype })
    const theirs = await snapshotAfter(steps, make(), autoencoder, host)
    const sumsLikeTheHost = !['wasm', 'native', 'gpu'].includes(engine.name)
    if (sumsLikeTheHost) return assertSameSnapshot(ours, theirs, 'the host')
    // Other kernels sum in another order, in the engine's own precision.
    const far = deviation(ours.parameters, theirs.parameters)
    assert.ok(far <= (engine.dtype === 'float64' ? 1e-9 : 1e-3), `parameters deviate by ${far}`)
  })

  it('changes neither the parameters nor the state that a step is given, and leaves nothing else', async () => {
    const engine = open()
    const optimizer = make()
    const walked = walk(optimizer, autoencoder, engine)
    for (let k = 0; k < 3; k++) {
      const before = await walked.snapshot()
      const live = engine.stats().liveMatrices
      const result = keep(
        scope(() =>
          optimizer.step(walked.state, walked.parameters, evaluateBatch(autoencoder, engine, k)),
        ),
      )
      const made = [...matricesIn(result)].filter(
        (a) => !matricesIn([walked.state, walked.parameters]).has(a),
      )
      assert.equal(engine.stats().liveMatrices - live, made.length, 'matrices left behind')
      assertSameSnapshot(await walked.snapshot(), before, 'after a step')
      free(made)
      assertSameSnapshot(await walked.snapshot(), before, 'after its result was freed')
      await walked.step()
    }
    const last = await walked.snapshot()
    walked.free()
    assert.equal(engine.stats().liveMatrices, 0, 'matrices that outlive the walk')
    assertSameSnapshot(last, await snapshotAfter(3, make(), autoencoder, open()), 'the same steps')
  })

  it('asks of each evaluation what it needs and nothing else', async () => {
    const engine = open()
    const walked = walk(make(), autoencoder, engine)
    await walked.step()
    for (let k = 1; k < 3; k++) {
      let asked: ReturnType<typeof counting>['asked'] = []
      await walked.step({}, () => {
        const counted = counting(evaluateBatch(autoencoder, engine, k))
        asked = counted.asked
        return counted.evaluate
      })
      assert.deepEqual(
        asked.map((seen) => [...seen].sort()),
        method.asks.map((each) => [...each].sort()),
      )
    }
  })

  it('descends on a convex problem', async () => {
    const engine = open()
    const walked = walk(make(), leastSquares, engine, { warmBatches: 0 })
    leastLoss.value ??= findLeastLoss()
    const least = await leastLoss.value
    const start = (await lossOf(leastSquares, engine, walked)) - least
    for (let k = 0; k < 60; k++) await walked.step()
    const left = ((await lossOf(leastSquares, engine, walked)) - least) / start
    assert.ok(left >= -1e-6 && left < method.left, `${left} of the excess loss is left`)
  })

  it('refuses a batch that is not finite and keeps every bit', async () => {
    const engine = open()
    const optimizer = make()
    const walked = walk(optimizer, autoencoder, engine)
    for (let k = 0; k < 3; k++) await walked.step()
    const before = await walked.snapshot()
    const evaluate = (): Evaluate => evaluateBatch(spoiled, engine, 3)
    try {
      const result = keep(scope(() => optimizer.step(walked.state, walked.parameters, evaluate())))
      try {
        const after = await download(result.parameters)
        assertSameBits(after, before.parameters, 'parameters of the result')
      } finally {
        replace(result, [walked.state, walked.parameters])
      }
      const figures = await walked.step({}, evaluate)
      assert.equal(figures.finite, 0)
      assert.equal(figures.accepted, 0)
    } catch (error) {
      // KFAC inverts the spoiled moment: engines that know at once that they cannot, say so.
      if ((error as Error).name !== 'NotPositiveDefiniteError') throw error
    }
    assertSameSnapshot(await walked.snapshot(), before, 'after the failing step')
    await walked.step()
    walked.free()
    assert.equal(engine.stats().liveMatrices, 0, 'matrices left behind')
    const unharmed = await snapshotAfter(4, make(), autoencoder, open())
    assertSameSnapshot(
      await snapshotAfter(1, make(), autoencoder, open(), { from: before }),
      unharmed,
      'going on',
    )
  })

  it('goes on with the same bits from plain arrays', async () => {
    const half = await snapshotAfter(3, make(), autoencoder, open())
    const revived = JSON.parse(
      JSON.stringify(half, (_, value: unknown) =>
        ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
      ),
    ) as Snapshot
    const through = await snapshotAfter(3, make(), autoencoder, open(), { from: revived })
    assertSameSnapshot(through, await snapshotAfter(6, make(), autoencoder, open()), 'revived')
  })

  it('takes another learning rate for a step', async () => {
    const engine = open()
    const optimizer = make()
    const walked = walk(optimizer, autoencoder, engine)
    const start = await download(walked.parameters)
    const { learningRate } = optimizer.options
    const displacement = async (factor: number): Promise<Float64Array> => {
      const other = walk(optimizer, autoencoder, engine)
      await other.step({ learningRate: Number(learningRate) * factor })
      const end = await download(other.parameters)
      return Float64Array.from(start['0.W'].data, (x, k) => end['0.W'].data[k] - x)
    }
    const [small, large] = [await displacement(1 / 64), await displacement(1 / 32)]
    const scale = Math.max(...large.map(Math.abs))
    assert.ok(scale > 0, 'nothing moved')
    const rounding = engine.dtype === 'float32' ? 1e-7 : 1e-15
    large.forEach((x, k) => assert.ok(Math.abs(x - 2 * small[k]) <= 8 * rounding, `entry ${k}`))
  })
}

/** Float32 keeps to float64 within rounding. */
export function precisionLaw({ make }: Method): void {
  it('stays within rounding of float64 for ten steps in float32', async () => {
    const double = await snapshotAfter(10, make(), autoencoder, hostEngine())
    const single = await snapshotAfter(10, make(), autoencoder, hostEngine({ dtype: 'float32' }))
    const found = deviation(single.parameters, double.parameters)
    assert.ok(found < 1e-5, `parameters differ by ${found}`)
    assert.ok(found > 1e-9, `parameters differ by only ${found}: was it float32?`)
  })
}
