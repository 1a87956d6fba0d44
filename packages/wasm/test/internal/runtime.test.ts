import assert from 'node:assert/strict'
import { EngineError } from '@kq/linalg/errors'
import { bestVariant } from '../../src/internal/kernels.ts'
import { createRuntime, openRuntime, type Runtime } from '../../src/internal/runtime.ts'

const variant = bestVariant() ?? 'base'

async function ended(runtime: Runtime): Promise<void> {
  const start = performance.now()
  while (runtime.death === undefined && performance.now() - start < 5000) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('createRuntime', () => {
  it('makes an arena, and kernels that know their workspace in it', () => {
    const runtime = createRuntime(variant, 3, true)
    const { arena, kernels, threads, workspace, death } = runtime
    assert.deepEqual([threads, death, arena.shared], [3, undefined, true])
    assert.ok(workspace > 0 && workspace + kernels.workspaceBytes(3) <= arena.top)
    assert.ok(arena.memoryOf('float32').allocate(100_000).byteOffset >= arena.top - 400_064)
    assert.notEqual(createRuntime(variant, 3, true), runtime)
  })

  it('has memory that is shared or not', () => {
    for (const shared of [true, false]) {
      const { arena } = createRuntime(variant, 1, shared)
      assert.equal(arena.memory.buffer instanceof SharedArrayBuffer, shared)
    }
  })

  it('starts no thread for one, and none twice', async () => {
    const alone = createRuntime(variant, 1, true)
    alone.startThreads()
    alone.stopThreads()
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.doesNotThrow(() => alone.assertAlive())
    assert.equal(alone.death, undefined)

    const two = createRuntime(variant, 2, true)
    two.startThreads()
    two.startThreads()
    assert.doesNotThrow(() => two.assertAlive())
    two.stopThreads()
    await ended(two)
    assert.match(String(two.death), /it exited with code/)
    assert.throws(
      () => two.assertAlive(),
      (error) => error instanceof EngineError && /exited.*`threads: 1`/.test(error.message),
    )
  })
})

describe('openRuntime', () => {
  it('is one for each set of options', () => {
    const runtime = openRuntime(variant, 2, true)
    assert.equal(openRuntime(variant, 2, true), runtime)
    assert.notEqual(openRuntime(variant, 3, true), runtime)
    assert.notEqual(openRuntime(variant, 1, false), openRuntime(variant, 1, true))
    if (variant === 'relaxed') assert.notEqual(openRuntime('base', 2, true), runtime)
  })

  it('is another one once a thread has died', async () => {
    const runtime = openRuntime(variant, 7, true)
    runtime.startThreads()
    runtime.stopThreads()
    await ended(runtime)
    const other = openRuntime(variant, 7, true)
    assert.notEqual(other, runtime)
    assert.equal(other.death, undefined)
  })
})
