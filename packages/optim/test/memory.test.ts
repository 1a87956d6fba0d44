import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { hostEngine } from '@kq/linalg/host'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import { adam } from '../src/adam.ts'
import { kbfgs, kbfgsL } from '../src/kbfgs.ts'
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
