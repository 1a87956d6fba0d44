import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { requireWebGpu } from './support/adapter.ts'
import type { MemoryGrowth } from './support/memory-growth.ts'

const flags = ['--expose-gc', '--conditions=@kq/source', '--import', 'tsx']

const MiB = 2 ** 20

describe('1,000 iterations on WebGPU', function () {
  this.timeout(400_000)

  before(async function () {
    await requireWebGpu(this)
  })

  it("leave matrices, the device's bytes and buffers, the heap and the process as they were", () => {
    const program = path.join(import.meta.dirname, 'support/memory-growth.ts')
    // An empty value of its own keeps Node from passing coverage on, which the heap would show.
    const env = { ...process.env, NODE_V8_COVERAGE: '' }
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, program], {
      encoding: 'utf8',
      env,
    })
    assert.equal(status, 0, stderr)
    const growth = JSON.parse(stdout) as MemoryGrowth
    for (const name of ['liveMatrices', 'liveBytes', 'deviceBytes', 'buffers'] as const) {
      assert.equal(growth[name][1], growth[name][0], name)
    }
    assert.ok(growth.liveMatrices[0] > 0)
    assert.equal(growth.leftMatrices, 0)
    const [heap, rss] = [growth.heap, growth.rss].map(([first, last]) => (last - first) / MiB)
    // The records of the steps take less than 1 KiB each.
    assert.ok(heap < 2, `the heap has grown by ${heap} MiB`)
    // The figure comes and goes by 20 MiB, medians by less; 64 KiB held an iteration make it 35 MiB.
    assert.ok(rss < 24, `the process has grown by ${rss} MiB`)
  })
})
