import type { Engine } from '@kq/linalg/engine'
import { optimizerLaws } from '../../optim/test/laws/optimizer-laws.ts'
import { methods } from '../../optim/test/support/methods.ts'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'

/** Software needs seconds for each: the laws that a device can break, of the method with most kernels. */
const chosen = /same bits|descends|keeps every bit/

describe('optimizer laws on WebGPU', function () {
  this.timeout(240_000)
  let engine: Engine

  before(async function () {
    await requireWebGpu(this)
  })

  // Laws count what an engine holds, so each has one of its own.
  beforeEach(async () => {
    engine = (await openWebGpu()).engine
  })

  for (const method of methods.filter(({ name }) => name === 'K-BFGS')) {
    describe(method.name, () => optimizerLaws(method, () => engine, chosen))
  }
})
