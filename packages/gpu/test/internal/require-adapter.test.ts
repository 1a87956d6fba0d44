import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

/** What opening the GPU says in a process of its own, where no driver is found. */
function openWithout(script: string): string {
  const program = `${script}
    import { openGpuEngine } from '@kq/gpu/open-gpu-engine'
    await openGpuEngine().then(() => console.log('opened'), (error) => console.log(error.message))
    process.exit()`
  const flags = ['--conditions=@kq/source', '--import', 'tsx', '--input-type=module', '--eval']
  const { stdout } = spawnSync(process.execPath, [...flags, program], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
    env: { ...process.env, VK_DRIVER_FILES: '/nowhere.json' },
  })
  return stdout.trim()
}

const gpuThat = (members: string): string =>
  `Object.defineProperty(globalThis, 'navigator', { value: { gpu: ${members} }, configurable: true });`

describe('openGpuEngine without a GPU', () => {
  it('names the driver that is missing in Node.js', () => {
    assert.match(
      openWithout(gpuThat('{ requestAdapter: async () => null }')),
      /^gpu: webgpu: WebGPU finds no adapter: install the GPU's driver and libvulkan1/,
    )
  })

  it('says in a browser what WebGPU needs, and what WebGL2 does', () => {
    assert.match(
      openWithout(
        "Object.defineProperty(process, 'versions', { value: {} });" +
          "Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });",
      ),
      /^gpu: webgpu: this browser has no navigator\.gpu: WebGPU needs Chrome 113/,
    )
  })
})
