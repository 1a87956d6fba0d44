import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { EngineError } from '@kq/linalg/errors'
import { gemm } from '@kq/linalg/gemm'
import { read } from '@kq/linalg/read'
import { loadGpuJs } from '../src/internal/gpu-js.ts'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'

describe('a device that is lost', () => {
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
    const { device } = await (await loadGpuJs()).WebGPUContext.acquire()
    device.destroy()
    await device.lost
    await assert.rejects(
      read(gemm(a, a)),
      (error) =>
        error instanceof EngineError &&
        /the device was lost.*open another engine/.test(error.message),
    )
    const { engine: next } = await openWebGpu()
    const b = matrix([[2]], next)
    assert.deepEqual([...(await read(gemm(b, b)))], [4])
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
