import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { hostEngine } from '@kq/linalg/host'
import { kbfgs } from '../src/kbfgs.ts'
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
