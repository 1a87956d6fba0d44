import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { HostEngine, hostEngine, type HostMatrix } from '@kq/linalg/host'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import { adam } from '../src/adam.ts'
import { kbfgs, kbfgsL } from '../src/kbfgs.ts'
import { kfac } from '../src/kfac.ts'
import { Trainer } from '../src/trainer.ts'
import type { HeapGrowth } from './support/heap-growth.ts'
import { trainerOf } from './support/trainers.ts'

const flags = [
  '--expose-gc',
  '--no-opt',
  '--no-flush-bytecode',
  '--conditions=@kq/source',
  '--import',
  'tsx',
]

/** A host engine that notes the most bytes that it held at a time. */
class PeakEngine extends HostEngine {
  peak = 0
  override make(rows: number, columns: number): HostMatrix {
    const made = super.make(rows, columns)
    this.peak = Math.max(this.peak, this.stats().liveBytes)
    return made
  }
}

describe('a step', () => {
  const sizes = [31, 100, 50, 25, 2, 25, 50, 100, 31]
  const m = 50
  const sum = (term: (n: number, dOut: number) => number): number =>
    sizes.slice(1).reduce((total, dOut, layer) => total + term(sizes[layer] + 1, dOut), 0)
  const curvature = {
    kbfgs: sum((n, o) => o * o + 2 * n * n),
    kfac: sum((n, o) => 2 * o * o + 2 * n * n),
    adam: sum((n, o) => n * o),
  }

  for (const [name, make] of Object.entries({ kbfgs, kfac, adam })) {
    it(`of ${name} holds no more than its state twice, gradients, and activations twice`, async () => {
      const engine = new PeakEngine()
      const data = Float64Array.from({ length: 3 * m * sizes[0] }, (_, k) => Math.sin(k) ** 2)
      const trainer = new Trainer({
        model: mlp(sizes, { activation: 'relu' }),
        loss: halfMseLoss,
        optimizer: make(),
        engine,
        train: { name: 'waves', inputs: { data, rows: 3 * m, columns: sizes[0] } },
        batchSize: m,
      })
      await trainer.fit({ iterations: 3 })
      const state = curvature[name as keyof typeof curvature]
      const numbers = sum((n, o) => 4 * n * o + 2 * m * (n + o)) + 2 * state
      assert.ok(engine.peak <= 8 * numbers, `${engine.peak} bytes, not ${8 * numbers}`)
      trainer.dispose()
    })
  }
})

describe('1,000 steps', () => {
  it('leave matrices, their bytes and the heap as they were, by every kind of method', () => {
    const program = fileURLToPath(new URL('support/heap-growth.ts', import.meta.url))
    // An empty value of its own keeps Node from passing coverage on, which the heap would show.
    const env = { ...process.env, NODE_V8_COVERAGE: '' }
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, program], {
      encoding: 'utf8',
      env,
    })
    assert.equal(status, 0, stderr)
    const methods = Object.entries(JSON.parse(stdout) as HeapGrowth)
    assert.equal(methods.length, 4)
    for (const [name, { liveMatrices, liveBytes, heapBytes }] of methods) {
      assert.deepEqual([liveMatrices, liveBytes], [0, 0], name)
      // A leak of one 1×1 matrix a step would be 200,000 bytes and more.
      assert.ok(heapBytes < 50_000, `${name}: ${heapBytes} bytes more in use`)
    }
  })

  it('of a trainer leave matrices and their bytes as they were, rejections included', async () => {
    const engine = hostEngine()
    const trainer = trainerOf({
      engine,
      optimizer: kbfgs({ learningRate: 3 }),
      batching: 'shuffled',
    })
    await trainer.fit({ iterations: 20, evaluate: false })
    const stats = engine.stats()
    await trainer.fit({ iterations: 1000 })
    assert.ok(trainer.rejectedSteps > 10)
    assert.deepEqual(engine.stats(), stats)
    trainer.dispose()
    assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
  })
})

describe('10,000 steps', function () {
  this.timeout(120_000)

  for (const optimizer of [kbfgs({ learningRate: 0.1 }), kbfgsL({ learningRate: 0.1 }), adam()]) {
    it(`of ${optimizer.name} leave the arena of the WebAssembly engine as it was`, async () => {
      // An engine of options that no other test asks for has an arena of its own.
      const engine = wasmEngine({ variant: 'base', threads: 5, dtype: 'float32' })
      const trainer = trainerOf({ engine, optimizer, batching: 'shuffled' })
      await trainer.fit({ iterations: 300, evaluate: false })
      const before = { ...engine.stats(), arenaBytes: engine.arenaBytes }
      await trainer.fit({ iterations: 10_000, evaluate: false })
      assert.equal(trainer.steps.length, 10_300)
      assert.deepEqual({ ...engine.stats(), arenaBytes: engine.arenaBytes }, before)
      trainer.dispose()
    })
  }
})
