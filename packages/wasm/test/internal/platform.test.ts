import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { createArena } from '../../src/internal/arena.ts'
import { bestVariant, compileKernels, type KernelExports } from '../../src/internal/kernels.ts'
import { noThreadsReason, parallelism, startWorker } from '../../src/internal/platform.ts'

describe('parallelism', () => {
  it('is what Node.js says', () => {
    assert.equal(parallelism(), availableParallelism())
  })
})

describe('noThreadsReason', () => {
  const { SharedArrayBuffer: shared } = globalThis
  const { wait } = Atomics
  afterEach(() => {
    globalThis.SharedArrayBuffer = shared
    Atomics.wait = wait
  })

  it('is none in Node.js', () => assert.equal(noThreadsReason(), undefined))

  it('is the missing isolation where memory cannot be shared', () => {
    Reflect.deleteProperty(globalThis, 'SharedArrayBuffer')
    assert.match(String(noThreadsReason()), /not cross-origin isolated/)
  })

  it('is a main thread that may not wait', () => {
    Atomics.wait = () => {
      throw new TypeError('Atomics.wait cannot be called in this context')
    }
    assert.match(String(noThreadsReason()), /main thread may not wait.*dedicated worker/)
  })
})

describe('startWorker', () => {
  const task = (place: number) => {
    const arena = createArena(true)
    const { memory } = arena
    const module = compileKernels(bestVariant() ?? 'base', true)
    const kernels = new WebAssembly.Instance(module, { env: { memory } })
      .exports as unknown as KernelExports
    const workspace = arena.reserve(kernels.workspaceBytes(2))
    kernels.initialize(workspace, 0, 2)
    return { module, memory, place: place || workspace, thread: 1, count: 2 }
  }

  it('serves until it is stopped, and tells its end', async () => {
    const deaths: string[] = []
    const ended = new Promise<void>((resolve) => {
      const stop = startWorker(task(0), (reason) => {
        deaths.push(reason)
        resolve()
      })
      setTimeout(() => {
        assert.deepEqual(deaths, [])
        stop()
      }, 100)
    })
    await ended
    assert.match(deaths[0], /it exited with code 1/)
  })

  it('tells the error that a worker ends by', async () => {
    const reason = await new Promise<string>((resolve) => {
      // Beyond the end of memory.
      startWorker(task(2 ** 31), resolve)
    })
    assert.match(reason, /out of bounds/)
  })
})
