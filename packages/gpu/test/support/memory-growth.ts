/*
 * A program of its own, for a process that nothing else moves: what 1,000 iterations of K-BFGS leave
 * behind, after 100 in which kernels are compiled and pools fill. To be run with --expose-gc.
 */
import { kbfgs } from '@kq/optim/kbfgs'
import { loadGpuJs } from '../../src/internal/gpu-js.ts'
import { openWebGpu } from './adapter.ts'
import { countBuffers } from './count-buffers.ts'
import { trainerOn } from './trainers.ts'

/** The same figure before the iterations and after them. */
export interface MemoryGrowth {
  readonly liveMatrices: readonly [number, number]
  readonly liveBytes: readonly [number, number]
  readonly deviceBytes: readonly [number, number]
  /**
   * Medians over the first and the last 200 iterations, from here on: buffers of the device that were
   * made in these iterations and not destroyed.
   */
  readonly buffers: readonly [number, number]
  /** Bytes after garbage collection. */
  readonly heap: readonly [number, number]
  /** With the device's memory, where the device is software. */
  readonly rss: readonly [number, number]
  /** Matrices that are left once the trainer is disposed of. */
  readonly leftMatrices: number
}

const collect = (globalThis as unknown as { gc: () => void }).gc
const each = 20
const window = 200

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]

const { engine } = await openWebGpu()
const { device } = await (await loadGpuJs()).WebGPUContext.acquire()
const trainer = trainerOn(engine, kbfgs({ learningRate: 0.1 }), { batchSize: 8, hidden: [] })
await trainer.fit({ iterations: 100, evaluate: false })
const before = engine.stats()
const counted = countBuffers(device)
const buffers: number[] = []
const heap: number[] = []
const rss: number[] = []
await trainer.fit({
  iterations: 1000,
  evaluate: false,
  onEvent: (event) => {
    if (event.kind !== 'step' || event.iteration % each !== 0) return
    buffers.push(counted.live)
    collect()
    heap.push(process.memoryUsage().heapUsed)
    rss.push(process.memoryUsage.rss())
  },
})
const after = engine.stats()
const ends = (series: readonly number[]): [number, number] => [
  median(series.slice(0, window / each)),
  median(series.slice(-window / each)),
]
trainer.dispose()
const growth: MemoryGrowth = {
  liveMatrices: [before.liveMatrices, after.liveMatrices],
  liveBytes: [before.liveBytes, after.liveBytes],
  deviceBytes: [before.deviceBytes, after.deviceBytes],
  buffers: ends(buffers),
  heap: ends(heap),
  rss: ends(rss),
  leftMatrices: engine.stats().liveMatrices,
}
console.log(JSON.stringify(growth))
// The device keeps the process alive.
process.exit()
