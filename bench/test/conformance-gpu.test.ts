import assert from 'node:assert/strict'
import { requireOpening, useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import { type GpuEngine, openGpuEngine } from '@kq/gpu/open-gpu-engine'
import { trajectories, units } from './support/golden.ts'
import { objections } from './support/objections.ts'

useSoftwareAdapter()

describe('the golden files on WebGPU', function () {
  this.timeout(240_000)
  let engine: GpuEngine

  before(async function () {
    await requireOpening(this, async () => {
      ;({ engine } = await openGpuEngine({ mode: 'webgpu', gemm: 'wgsl 64' }))
    })
  })

  for (const file of trajectories) {
    it(`${file.name} passes by the rule of float32`, async () => {
      assert.deepEqual(await objections(file, engine), [])
    })
  }

  it('the single updates pass', async () => {
    assert.deepEqual(await objections(units, engine), [])
  })
})
