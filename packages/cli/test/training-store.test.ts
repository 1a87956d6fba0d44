import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostEngine } from '@kq/linalg/host'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { adam } from '@kq/optim/adam'
import { Trainer } from '@kq/optim/trainer'
import { removeStores, trainingStore } from '../src/training-store.ts'

describe('trainingStore', () => {
  const subject = {
    model: mlp([1, 2, 1], { activation: 'tanh' }),
    optimizer: adam(),
    engine: hostEngine(),
  }
  let run: string

  beforeEach(() => {
    run = mkdtempSync(join(tmpdir(), 'kq-'))
  })

  afterEach(() => rmSync(run, { recursive: true }))

  const trainerOf = (): Trainer =>
    new Trainer({
      ...subject,
      loss: halfMseLoss,
      train: { name: 'two', inputs: { data: Float64Array.of(0, 1), rows: 2, columns: 1 } },
      batchSize: 1,
    })

  it('gives back where a method stood, with its history', async () => {
    const said: string[] = []
    const store = trainingStore(run, 'adam', { keep: 1, say: (line) => said.push(line) })
    assert.equal(await store.load(subject), undefined)
    const trainer = trainerOf()
    for (const iterations of [2, 3]) {
      await trainer.fit({ iterations })
      assert.ok(await store.save(trainer, subject))
    }
    const { position, history } = (await store.load(subject)) ?? assert.fail('nothing is stored')
    assert.equal(position.iteration, 5)
    assert.deepEqual(
      history.steps.map(({ iteration, loss }) => [iteration, loss]),
      trainer.steps.map(({ iteration, loss }) => [iteration, loss]),
    )
    assert.deepEqual(history.evaluations, trainer.evaluations)
    assert.deepEqual(said, ['Adam stands at iteration 5'])
    assert.equal(readdirSync(join(run, 'checkpoints', 'adam')).length, 1)
    await removeStores(run)
    assert.ok(!existsSync(join(run, 'checkpoints')))
  })

  it('says why it could not save, and lets the training go on', async () => {
    writeFileSync(join(run, 'checkpoints'), 'a file in its place')
    const said: string[] = []
    const store = trainingStore(run, 'adam', { keep: 1, say: (line) => said.push(line) })
    assert.equal(await store.save(trainerOf(), subject), false)
    assert.match(said.join(), /cannot make the folder .*adam/)
  })
})
