import assert from 'node:assert/strict'
import { loadGpuJs } from '../src/internal/gpu-js.ts'
import { adam } from '@kq/optim/adam'
import { kbfgs, kbfgsL } from '@kq/optim/kbfgs'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'
import { trainerOn } from './support/trainers.ts'
import { countTransfers } from './support/transfers.ts'

const layers = 5
const batchSize = 50
const iterations = 4

/** Launches a layer and iteration that each method stays below. */
const methods = [
  { optimizer: kbfgs({ learningRate: 0.1 }), dispatches: 34 },
  { optimizer: kbfgsL({ learningRate: 0.1, memory: 10 }), dispatches: 58 },
  { optimizer: adam(), dispatches: 11 },
]

describe('an iteration on the device', function () {
  this.timeout(120_000)

  before(async function () {
    await requireWebGpu(this)
  })

  for (const { optimizer, dispatches } of methods) {
    it(`of ${optimizer.name} uploads the batch, reads one row of figures, and launches few kernels`, async () => {
      const { engine } = await openWebGpu()
      const { WebGPUContext } = await loadGpuJs()
      const { device } = await WebGPUContext.acquire()
      const trainer = trainerOn(engine, optimizer, { batchSize })
      // The first iterations compile, and make the state.
      await trainer.fit({ iterations: 3, evaluate: false })
      const before = engine.stats()
      const transfers = countTransfers(device)
      try {
        await trainer.fit({ iterations, evaluate: false })
      } finally {
        transfers.restore()
      }
      const after = engine.stats()
      assert.equal(transfers.uploads, iterations)
      assert.equal(transfers.readbacks, iterations)
      assert.equal(after.uploads - before.uploads, iterations)
      assert.equal(after.readbacks - before.readbacks, iterations)
      const each = (after.dispatches - before.dispatches) / iterations / layers
      console.log(`      ${optimizer.name}: ${each.toFixed(1)} dispatches a layer and iteration`)
      assert.ok(each <= dispatches, `${each} dispatches a layer`)
      trainer.dispose()
    })
  }
})
