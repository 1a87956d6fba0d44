import assert from 'node:assert/strict'
import { requireOpening, useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import { type GpuEngine, openGpuEngine } from '@kq/gpu/open-gpu-engine'
import { replay } from '../conformance/replay.ts'
import { replayUnits } from '../conformance/units.ts'
import { trajectories, units } from './support/golden.ts'

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
      const { passed, loss, first } = await replay(file, engine)
      assert.equal(first, undefined)
      assert.ok(passed)
      assert.ok(loss <= 2e-5 && loss > 1e-12, `losses deviate by ${loss}`)
      assert.equal(engine.stats().liveMatrices, 0, 'matrices left behind')
    })
  }

  it('the single updates pass', async () => {
    assert.ok((await replayUnits(units, engine)).passed)
  })
})
