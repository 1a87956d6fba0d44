import assert from 'node:assert/strict'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import type { DivergenceError } from '../src/divergence-error.ts'
import { scaleAfter } from '../src/internal/step-scale.ts'
import { kbfgs, kbfgsL } from '../src/kbfgs.ts'
import type { Trainer } from '../src/trainer.ts'
import type { TrainingEvent } from '../src/training-events.ts'
import { assertRejects } from './support/assert-throws.ts'
import { samplesOf, smooth, snapshotOf, trainerOf } from './support/trainers.ts'
import { mlp } from '@kq/nn/mlp'

const absurd = 1e4

/** Full batches, so that the gradient is the same as long as the parameters are. */
const full = { batchSize: 12 }

const momentum = (trainer: Trainer): number[][] =>
  (trainer.state.matrices['0.W/momentum'] as HostMatrix).toArray()

describe('the safeguard of the Trainer', () => {
  for (const [name, build] of Object.entries({ kbfgs, kbfgsL })) {
    it(`rejects steps that raise the loss, counts them and keeps every bit of the parameters, by ${name}`, async () => {
      for (const engine of [hostEngine({ poison: true }), opaqueEngine()]) {
        const trainer = trainerOf({ engine, optimizer: build({ learningRate: absurd }) })
        const { parameters } = await snapshotOf(trainer)
        const { rejectedSteps } = await trainer.fit({ iterations: 3 })
        assert.equal(rejectedSteps, 3)
        assert.equal(trainer.rejectedSteps, 3)
        assert.deepEqual(
          trainer.steps.map(({ accepted }) => accepted),
          [false, false, false],
        )
        for (const { loss, trialLoss } of trainer.steps) assert.ok((trialLoss ?? 0) > 1.1 * loss)
        assert.deepStrictEqual((await snapshotOf(trainer)).parameters, parameters)
      }
    })
  }

  it('drops the momentum', async () => {
    const trainer = trainerOf({ ...full, optimizer: kbfgs({ learningRate: absurd, l2: 0 }) })
    await trainer.fit({ iterations: 1 })
    // M was zero before: this is 0.1 of the gradient, as it must be again after each rejection.
    const first = momentum(trainer)
    for (let k = 0; k < 3; k++) {
      await trainer.fit({ iterations: 1 })
      assert.deepEqual(momentum(trainer), first)
    }
    const moving = trainerOf({ ...full, optimizer: kbfgs({ learningRate: 1e-9, l2: 0 }) })
    await moving.fit({ iterations: 2 })
    const grown = momentum(moving)[0][0] / first[0][0]
    assert.ok(Math.abs(grown - 1.9) < 1e-3, 'accepted steps add up')
  })

  it('lets the curvature learn from what it rejects', async () => {
    const trainer = trainerOf({ optimizer: kbfgs({ learningRate: absurd }) })
    const events: TrainingEvent[] = []
    await trainer.fit({ iterations: 1, onEvent: (event) => events.push(event) })
    const H = (trainer.state.matrices['0.W/curvature.output.H'] as HostMatrix).toArray()
    assert.notDeepEqual(
      H,
      [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 1 : 0))),
    )
    const [step] = events.filter((event) => event.kind === 'step')
    assert.equal(step.figures['0.W/outputStatus'], 0)
  })

  it('ends after ten rejections in a row, naming the layer of the largest inverse', async () => {
    for (const engine of [hostEngine({ poison: true }), opaqueEngine()]) {
      const trainer = trainerOf({ engine, optimizer: kbfgs({ learningRate: absurd }) })
      const { parameters } = await snapshotOf(trainer)
      const error = await assertRejects<DivergenceError>(
        trainer.fit({ iterations: 99 }),
        'DivergenceError',
        '10 steps in a row',
        `now ${absurd}; try 3000`,
        'raise lambda (now 0.3; try 0.6)',
        '‖H_g‖',
      )
      const norms = Object.entries((await snapshotOf(trainer)).state)
        .filter(([key]) => key.endsWith('output.H'))
        .map(([key, { data }]) => [key.split('/')[0], Math.hypot(...data)] as const)
      const [layer, norm] = norms.reduce((a, b) => (b[1] > a[1] ? b : a))
      assert.equal(norms.length, 2)
      assert.equal(error.parameter, layer)
      assert.ok(Math.abs(error.norm - norm) < 1e-9 * norm)
      assert.equal(trainer.iterations, 10)
      assert.equal(trainer.rejectedSteps, 10)
      assert.deepStrictEqual((await snapshotOf(trainer)).parameters, parameters)
    }
  })

  it('takes shorter steps where rejections follow each other, until they hold; so too from a snapshot', async () => {
    const learningRate = 100
    const options = { optimizer: kbfgs({ learningRate }), batching: 'shuffled' } as const
    const trainer = trainerOf(options)
    await trainer.fit({ iterations: 30, evaluate: false })
    const from = await trainer.takeSnapshot()
    await trainer.fit({ iterations: 30, evaluate: false })
    const { steps } = trainer
    let scale = 1
    let inARow = 0
    for (const step of steps) {
      assert.equal(step.learningRate, learningRate * scale)
      inARow = step.accepted ? 0 : inARow + 1
      scale = scaleAfter(scale, step.accepted, inARow)
    }
    const rates = steps.map((step) => step.learningRate)
    assert.ok(rates[29] < learningRate / 4 && rates[30] !== learningRate, 'so short are they')
    assert.ok(steps[59].loss < steps[0].loss / 2)
    const again = trainerOf({ ...options, from })
    await again.fit({ iterations: 30, evaluate: false })
    assert.deepEqual(
      again.steps.map((step) => step.learningRate),
      rates.slice(30),
    )
  })

  it('counts only rejections in a row', async () => {
    // The learning rate is the boundary: some steps hold, others do not.
    const trainer = trainerOf({ optimizer: kbfgs({ learningRate: 3 }), batching: 'shuffled' })
    await trainer.fit({ iterations: 200, evaluate: false })
    const { rejectedSteps } = trainer
    assert.ok(rejectedSteps > 10 && rejectedSteps < 100, `${rejectedSteps} rejections`)
    assert.equal(trainer.steps.filter(({ accepted }) => !accepted).length, rejectedSteps)
  })

  it("does not act with 'accept'", async () => {
    const trainer = trainerOf({ optimizer: kbfgs({ learningRate: 3, onLossIncrease: 'accept' }) })
    const { parameters } = await snapshotOf(trainer)
    await trainer.fit({ iterations: 12 })
    assert.equal(trainer.rejectedSteps, 0)
    const risen = trainer.steps.filter(({ loss, trialLoss }) => (trialLoss ?? 0) > 1.1 * loss)
    assert.ok(risen.length > 0, 'no step raised the loss')
    assert.notDeepStrictEqual((await snapshotOf(trainer)).parameters, parameters)
  })

  it('takes a trial loss that is not finite for a rejection, not for an error', async () => {
    for (const engine of [hostEngine({ poison: true }), opaqueEngine()]) {
      const trainer = trainerOf({ engine, optimizer: kbfgs({ learningRate: 1e200 }) })
      const before = await snapshotOf(trainer)
      await trainer.fit({ iterations: 2 })
      assert.equal(trainer.rejectedSteps, 2)
      assert.equal(Number.isFinite(trainer.steps[0].trialLoss), false)
      const { parameters, state } = await snapshotOf(trainer)
      assert.deepStrictEqual(parameters, before.parameters)
      for (const [key, { data }] of Object.entries(state))
        assert.ok(data.every(Number.isFinite), key)
    }
  })

  it('lets a fitted model be, though the penalty pulls its loss up', async () => {
    // The targets are linear in the inputs and the start is exact: the loss is 0 to rounding.
    const { inputs } = smooth
    const rows = Array.from({ length: 12 }, (_, i) => [...inputs.data.subarray(3 * i, 3 * i + 3)])
    const targets = samplesOf(rows.map(([a, b, c]) => [a - 2 * b + 0.5, 0.25 * c - 1]))
    for (const dtype of ['float64', 'float32'] as const) {
      const engine = hostEngine({ dtype })
      const trainer = trainerOf({
        engine,
        model: mlp([3, 2], { activation: 'linear' }),
        parameters: {
          '0.W': engine.upload([1, -2, 0, 0.5, 0, 0, 0.25, -1], { rows: 2, columns: 4 }),
        },
        train: { name: 'linear', inputs, targets },
        optimizer: kbfgs(),
      })
      const { rejectedSteps } = await trainer.fit({ iterations: 200 })
      assert.ok(rejectedSteps < 10, `${rejectedSteps} rejections`)
      assert.ok((trainer.steps.at(-1)?.loss ?? 1) < 1e-6)
    }
  })
})
