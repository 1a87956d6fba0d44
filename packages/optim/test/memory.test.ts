import assert from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { hostEngine } from '@kq/linalg/host'
import { adam } from '../src/adam.ts'
import { kbfgs, kbfgsL } from '../src/kbfgs.ts'
import { kfac } from '../src/kfac.ts'
import { evaluateBatch, leastSquares } from './support/problems.ts'
import { trainerOf } from './support/trainers.ts'
import { walk } from './support/walk.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use, on the heap and in array buffers, after a collection. */
function bytesInUse(): number {
  // What a collection finds unreachable may hold more, which the next one finds.
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const optimizers = {
  kbfgs: kbfgs({ learningRate: 0.1 }),
  kbfgsL: kbfgsL({ learningRate: 0.1, memory: 3 }),
  kfac: kfac({ learningRate: 0.1, lambda: 0.3 }),
  adam: adam(),
}

/** Steps between two looks at the heap. */
const windowSteps = 500

/** A leak of one 1×1 matrix a step is 100,000 bytes and more in a window. */
const flat = 20_000

describe('1,000 steps', () => {
  for (const [name, optimizer] of Object.entries(optimizers)) {
    it(`leave matrices, their bytes and the heap as they were, by ${name}`, async () => {
      const engine = hostEngine()
      const walked = walk(optimizer, leastSquares, engine)
      const run = async (): Promise<number> => {
        const before = bytesInUse()
        for (let k = 0; k < windowSteps; k++) {
          await walked.step({}, () => evaluateBatch(leastSquares, engine, 0))
        }
        return bytesInUse() - before
      }
      await run()
      const stats = engine.stats()
      const grown = [await run(), await run()]
      // Code that is still being compiled grows too, for a while; a leak goes on.
      while (Math.abs(grown.at(-1) ?? 0) > flat && grown.length < 12) grown.push(await run())
      assert.deepEqual(engine.stats(), stats)
      assert.ok(Math.abs(grown.at(-1) ?? 0) <= flat, `bytes more in use, by ${windowSteps} steps: ${grown.join()}`)
      walked.free()
      assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
    })
  }

  it('of a trainer leave matrices and their bytes as they were, rejections included', async () => {
    const engine = hostEngine()
    const trainer = trainerOf({ engine, optimizer: kbfgs({ learningRate: 3 }), batching: 'shuffled' })
    await trainer.fit({ iterations: 20, evaluate: false })
    const stats = engine.stats()
    await trainer.fit({ iterations: 1000 })
    assert.ok(trainer.rejectedSteps > 10)
    assert.deepEqual(engine.stats(), stats)
    trainer.dispose()
    assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
  })
})
