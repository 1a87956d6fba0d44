import assert from 'node:assert/strict'
import type { Floats } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import { gemm } from '@kq/linalg/gemm'
import { hostEngine } from '@kq/linalg/host'
import { engineLaws } from '@kq/linalg/laws'
import { createRandom } from '@kq/linalg/random'
import { read } from '@kq/linalg/read'
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
  describe('products by gpu.js', () => {
    let isProduct = false
    engineLaws(async () => (await openWebGpu({ gemm: 'gpu.js' })).engine, {
      describe(name, body) {
        isProduct = name === 'gemm' || name === 'gram'
        describe(name, body)
      },
      it: (name, body) => isProduct && it(name, body),
      slack,
    })
  })

  // The text of the kernel is the smaller tile's, which passes all laws; each variant takes seconds to compile.
  for (const [transposeA, transposeB, beta] of [
    [false, false, 0],
    [true, true, 0.5],
  ] as const) {
    const name = `${transposeA ? 'AᵀBᵀ' : 'AB'}${beta === 0 ? '' : ' + βC'}`
    it(`products by wgsl 128 are the host's: ${name}`, async () => {
      const { engine } = await openWebGpu({ gemm: 'wgsl 128' })
      const random = createRandom(1)
      const [m, k, n] = [130, 33, 259]
      const shapes = [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n], [m, n]] as const
      const values = shapes.map(([rows, columns]) =>
        Float32Array.from({ length: rows * columns }, () => random.normal()),
      )
      const product = (on: Engine): Promise<Floats> => {
        const [a, b, c] = shapes.map(([rows, columns], i) =>
          on.upload(values[i], { rows, columns }),
        )
        return read(gemm(a, b, { transposeA, transposeB, alpha: -2, beta, c }))
      }
      const expected = await product(hostEngine())
      for (const [i, value] of (await product(engine)).entries()) {
        assert.ok(Math.abs(value - expected[i]) <= 1e-4, `element ${i}: ${value}, ${expected[i]}`)
      }
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
