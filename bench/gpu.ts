import { useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import type { Bench, BenchRow } from './bench.ts'
import type { Case } from './contest/plan.ts'
import { dense } from './contest/task.ts'
import { inChromium } from './gpu/in-chromium.ts'
import { factorsInNode, productsInNode } from './gpu/in-node.ts'
import { onDevice } from './gpu/on-device.ts'

/*
 * Our GPU engine against other libraries' products on WebGPU, in one headless Chromium; its kernels in
 * Node.js; factors on the device against those on the host. On a software adapter the figures are a
 * record and no more; `--device` measures a hardware GPU.
 */

const product = (m: number, k: number, n: number): Case => ({
  name: `${m}×${k}×${n}`,
  operation: 'gemm NN',
  operands: dense([m, k], [k, n]),
  flop: 2 * m * k * n,
})

const parts = ['chromium', 'products', 'factors'] as const

/** `npm run bench -- gpu`. */
export const gpuBench: Bench = {
  name: 'gpu',
  summary: 'WebGPU: products of libraries in Chromium, kernels, factors; --device: a hardware GPU',
  options: {
    quick: { type: 'boolean' },
    device: { type: 'boolean' },
    peak: { type: 'string' },
    part: { type: 'string' },
    rounds: { type: 'string' },
  },
  async run(values, note) {
    const rounds = Number(values.rounds ?? (values.quick ? 3 : values.device ? 11 : 5))
    const pace = { rounds, turnSeconds: values.quick ? 0.05 : 0.5 }
    if (values.device) {
      const peak = values.peak === undefined ? undefined : Number(values.peak)
      return onDevice({ isDryRun: values.quick === true, pace, peak }, note)
    }
    const part = values.part as (typeof parts)[number] | undefined
    if (part !== undefined && !parts.includes(part)) {
      throw new TypeError(`--part is ${part}; expected one of ${parts.join(', ')}`)
    }
    const wants = (name: (typeof parts)[number]): boolean => (part ?? name) === name
    useSoftwareAdapter()
    const cases = values.quick
      ? [product(256, 256, 256)]
      : [product(512, 512, 512), product(1000, 784, 1000)]
    const rows: BenchRow[] = []
    if (wants('chromium')) rows.push(...(await inChromium(cases, pace, note)))
    if (wants('products')) rows.push(...(await productsInNode(cases, pace, note)))
    if (wants('factors')) {
      rows.push(...(await factorsInNode(values.quick ? [128] : [256, 1001], pace, note)))
    }
    return rows
  },
}
