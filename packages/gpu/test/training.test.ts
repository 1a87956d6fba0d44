import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { read } from '@kq/linalg/read'
import { kbfgs } from '@kq/optim/kbfgs'
import type { Trainer } from '@kq/optim/trainer'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'
import { assertSameLosses } from './support/assert-same-losses.ts'
import { lossesOn } from './support/losses.ts'
import { trainerOn } from './support/trainers.ts'

async function weights({ parameters }: Trainer): Promise<number[]> {
  const all = await Promise.all(Object.values(parameters).map(read))
  return all.flatMap((values) => [...values])
}

describe('training on WebGPU', function () {
  this.timeout(240_000)

  before(async function () {
    await requireWebGpu(this)
  })

  it('10 steps of K-BFGS are within 1e-4 of float64', async () => {
    const [ours, theirs] = [(await openWebGpu()).engine, hostEngine()].map((engine) =>
      trainerOn(engine, kbfgs({ learningRate: 0.1 })),
    )
    for (const trainer of [ours, theirs]) await trainer.fit({ iterations: 10, evaluate: false })
    const expected = await weights(theirs)
    const found = await weights(ours)
    const scale = Math.max(...expected.map(Math.abs))
    const far = Math.max(...expected.map((value, i) => Math.abs(found[i] - value))) / scale
    assert.ok(far <= 1e-4 && far > 1e-9, `weights deviate by ${far}`)
  })

  it("30 steps of K-BFGS give the WebAssembly engine's losses within 1e-3", async () => {
    const { engine } = await openWebGpu()
    assertSameLosses(await lossesOn(engine), await lossesOn(wasmEngine({ threads: 1 })))
  })
})
