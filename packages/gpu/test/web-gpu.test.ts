import { engineLaws } from '@kq/linalg/laws'
import fc from 'fast-check'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'
import { slack } from './support/slack.ts'

describe('WebGPU in Node.js', function () {
  this.timeout(240_000)
  const usual = fc.readConfigureGlobal()

  before(async function () {
    await requireWebGpu(this)
    // In software a launch takes about a millisecond.
    fc.configureGlobal({ ...usual, numRuns: 30 })
  })

  after(() => fc.configureGlobal(usual))

  engineLaws(async () => (await openWebGpu()).engine, { describe, it, slack })

  // The other kernels of products differ in these laws alone.
  for (const gemm of ['wgsl 128', 'gpu.js'] as const) {
    describe(`products by ${gemm}`, () => {
      let isProduct = false
      engineLaws(async () => (await openWebGpu({ gemm })).engine, {
        describe(name, body) {
          isProduct = name === 'gemm' || name === 'gram'
          describe(name, body)
        },
        it: (name, body) => isProduct && it(name, body),
        slack,
      })
    })
  }

  describe('factors on the device', () => {
    let isFactor = false
    engineLaws(async () => (await openWebGpu({ factors: 'device' })).engine, {
      describe(name, body) {
        isFactor = name === 'cholesky' || name === 'spdInverse'
        describe(name, body)
      },
      it: (name, body) => isFactor && it(name, body),
      slack,
    })
  })
})
