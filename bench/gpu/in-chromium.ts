import path from 'node:path'
import { bundle } from '@kq/browser-testing/bundle'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve } from '@kq/browser-testing/serve'
import type { GemmKernel } from '@kq/gpu/open-gpu-engine'
import type { BenchRow } from '../bench.ts'
import type { Contestant } from '../contest/contestant.ts'
import { installPeers } from '../contest/install-peers.ts'
import { startInPage } from '../contest/page-contestant.ts'
import type { Case } from '../contest/plan.ts'
import type { Pace } from '../contest/take-turns.ts'
import { compare } from './compare.ts'

/*
 * Products of libraries on WebGPU, a page each in one headless Chromium, whose GPU is in software:
 * a record of what runs, not of what is fast.
 */

const own: readonly GemmKernel[] = ['wgsl 64', 'wgsl 128']
const script = (file: string): string => path.join(import.meta.dirname, '..', file)

/** The contestants' scripts, and what they find in their address. */
const pages: readonly { readonly name: string; readonly file: string; readonly query: string }[] = [
  ...[...own, 'gpu.js' as const].map((gemm) => ({
    name: gemm === 'gpu.js' ? 'gpu.js kernel' : `gpu ${gemm}`,
    file: script('own/browser/gpu.ts'),
    query: `?gemm=${encodeURIComponent(gemm)}`,
  })),
  { name: 'tfjs webgpu', file: script('peers/browser/tfjs-webgpu.ts'), query: '' },
  { name: 'jax-js webgpu', file: script('peers/browser/jax-js-webgpu.ts'), query: '' },
]

/** Rows of each case, or one row that says why there is no Chromium. */
export async function inChromium(
  cases: readonly Case[],
  pace: Pace,
  note: (contestant: string, about: string) => void,
): Promise<BenchRow[]> {
  const refuse = (reason: string): never => {
    throw new Error(reason)
  }
  const browser = await launchChromium({ skipBecause: refuse }, { isRequired: false })
  note('Chromium', `${browser.version()}, headless`)
  const field = new Map<string, Contestant | { readonly reason: string }>()
  try {
    await installPeers()
    for (const { name, file, query } of pages) {
      try {
        const site = await serve({
          '/': `<!doctype html><title>${name}</title><script type="module" src="/page.js"></script>`,
          '/page.js': await bundle(file),
        })
        try {
          const contestant = await startInPage(browser, `${site.origin}/${query}`)
          field.set(name, contestant)
          note(`${name} in Chromium`, contestant.about)
        } finally {
          await site.close()
        }
      } catch (error) {
        field.set(name, { reason: (error as Error).message })
      }
    }
    const names = own.map((gemm) => `gpu ${gemm}`)
    const rows: BenchRow[] = []
    for (const one of cases) {
      rows.push(...(await compare({ ...one, name: `${one.name}, Chromium` }, field, names, pace)))
    }
    return rows
  } finally {
    await browser.close()
  }
}
