import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { EngineError } from '@kq/linalg/errors'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { read } from '@kq/linalg/read'
import { kbfgs } from '@kq/optim/kbfgs'
import type { Snapshot } from '@kq/optim/snapshot'
import { loadGpuJs } from '../src/internal/gpu-js.ts'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'
import { trainerOn } from './support/trainers.ts'

/** Loses the device, as a driver does that is reset. */
async function loseDevice(): Promise<void> {
  const { device } = await (await loadGpuJs()).WebGPUContext.acquire()
  device.destroy()
  await device.lost
}

/** Throws unless parameters are the same but for rounding. */
function assertNear(found: Snapshot, expected: Snapshot): void {
  for (const [name, { values }] of Object.entries(expected.parameters)) {
    const far = Array.from(values, (value, i) =>
      Math.abs(value - found.parameters[name].values[i]),
    ).reduce((a, b) => Math.max(a, b))
    assert.ok(far <= 1e-4, `${name} is off by ${far} after ${expected.iteration} steps`)
  }
}

const isLoss = (error: Error): boolean =>
  error instanceof EngineError && /the device was lost.*open another engine/.test(error.message)

describe('a device that is lost', function () {
  this.timeout(120_000)

  before(async function () {
    await requireWebGpu(this)
  })

  it('turns what follows into an error that says so; another engine opens', async () => {
    const { engine } = await openWebGpu()
    const a = matrix(
      [
        [1, 2],
        [3, 4],
      ],
      engine,
    )
    assert.deepEqual([...(await read(gemm(a, a)))], [7, 10, 15, 22])
    await loseDevice()
    await assert.rejects(read(gemm(a, a)), isLoss)
    const { engine: next } = await openWebGpu()
    const b = matrix([[2]], next)
    assert.deepEqual([...(await read(gemm(b, b)))], [4])
  })

  it("in the middle of training leaves the trainer's latest snapshot, from which another goes on", async () => {
    const optimizer = kbfgs({ learningRate: 0.3 })
    const small = { batchSize: 20, hidden: [6] }
    const host = trainerOn(hostEngine({ dtype: 'float32' }), optimizer, small)
    await host.fit({ iterations: 6, evaluate: false })
    const half = await host.takeSnapshot()
    await host.fit({ iterations: 6, evaluate: false })
    const trainer = trainerOn((await openWebGpu()).engine, optimizer, small)
    let losing: Promise<void> | undefined
    const fit = trainer.fit({
      iterations: 12,
      evaluate: false,
      snapshotEvery: 3,
      onEvent: (event) => {
        if (event.kind === 'step' && event.iteration === 8) losing = loseDevice()
      },
    })
    await assert.rejects(fit, isLoss)
    assert.ok(losing)
    const { snapshot } = trainer
    assert.equal(snapshot?.iteration, 6)
    await assert.rejects(trainer.takeSnapshot(), isLoss)
    assert.equal(trainer.snapshot, snapshot)
    assertNear(snapshot, half)
    const next = trainerOn((await openWebGpu()).engine, optimizer, {
      ...small,
      from: snapshot,
    })
    await next.fit({ iterations: 6, evaluate: false })
    assertNear(await next.takeSnapshot(), await host.takeSnapshot())
    next.dispose()
  })
})

describe('openGpuEngine', () => {
  it('refuses a kernel that it does not know', async () => {
    await assert.rejects(
      openWebGpu({ gemm: 'cuda' as 'gpu.js' }),
      /gemm is 'cuda'; expected auto, gpu\.js/,
    )
  })
})
