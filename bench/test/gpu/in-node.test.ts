import assert from 'node:assert/strict'
import { requireOpening, useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import { openGpuEngine } from '@kq/gpu/open-gpu-engine'
import { dense } from '../../contest/task.ts'
import { factorsInNode, productsInNode } from '../../gpu/in-node.ts'
import { onDevice } from '../../gpu/on-device.ts'

const pace = { rounds: 1, turnSeconds: 0.001 }

describe('bench -- gpu in Node.js', function () {
  this.timeout(60_000)

  before(async function () {
    useSoftwareAdapter()
    await requireOpening(this, () => openGpuEngine({ mode: 'webgpu', gemm: 'wgsl 64' }))
  })

  it('compares kernels of products', async () => {
    const about: string[] = []
    const product = { name: 'small', operation: 'gemm NN', flop: 2 * 5 * 6 * 7 } as const
    const rows = await productsInNode(
      [{ ...product, operands: dense([5, 6], [6, 7]) }],
      pace,
      (_, text) => about.push(text),
    )
    const pairs = rows.map(({ engine, peer, unit }) => [engine, peer, unit])
    assert.deepEqual(pairs, [
      ['gpu wgsl 64', 'gpu.js kernel', 'GFLOP/s'],
      ['gpu wgsl 64', 'wasm', 'GFLOP/s'],
      ['gpu wgsl 128', 'gpu.js kernel', 'GFLOP/s'],
      ['gpu wgsl 128', 'wasm', 'GFLOP/s'],
    ])
    assert.match(about.join(), /products by wgsl 64 on .*products by gpu\.js on /)
  })

  it('compares factors on the device with those on the host', async () => {
    const rows = await factorsInNode([5], pace, () => undefined)
    const names = rows.map((row) => [row.case, row.engine, row.peer])
    assert.deepEqual(names, [
      ['Cholesky n=5, Node.js', 'gpu, on the device', 'on the host'],
      ['Cholesky n=5, Node.js', 'gpu, on the device', 'wasm'],
      ['SPD inverse n=5, Node.js', 'gpu, on the device', 'on the host'],
      ['SPD inverse n=5, Node.js', 'gpu, on the device', 'wasm'],
    ])
  })

  it('takes no adapter in software for a hardware GPU', async () => {
    let adapter = ''
    const settings = { isDryRun: false, pace, peak: undefined }
    const noted = (_: string, text: string): void => {
      adapter = text
      // On hardware the rest would take minutes.
      if (!/swiftshader|llvmpipe/i.test(text)) throw new Error(`in software is not: ${text}`)
    }
    await assert.rejects(onDevice(settings, noted), /in software/)
    assert.notEqual(adapter, '')
  })
})
