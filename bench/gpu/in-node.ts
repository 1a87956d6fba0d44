import { type GpuEngineOptions, openGpuEngine } from '@kq/gpu/open-gpu-engine'
import { wasmEngine } from '@kq/wasm/wasm-engine'
import type { BenchRow } from '../bench.ts'
import type { Contestant } from '../contest/contestant.ts'
import { localContestant } from '../contest/local-contestant.ts'
import type { Case } from '../contest/plan.ts'
import { spd } from '../contest/task.ts'
import type { Pace } from '../contest/take-turns.ts'
import { waitingSolver } from '../own/waiting-solver.ts'
import { compare } from './compare.ts'

/*
 * Our engine in Node.js: kernels of products, and where factors of symmetric positive definite
 * matrices are best computed.
 */

type Note = (contestant: string, about: string) => void

/**
 * How far inverses may be apart, relative to the mean size of an element: the elements far from the
 * diagonal are a thousandth of those on it.
 */
const factorTolerance = 2e-2

/** Our engine in this process; a computation is so many results. */
export async function gpuContestant(
  options: GpuEngineOptions,
  results: number = 1,
): Promise<Contestant> {
  const { engine, adapter, gemm } = await openGpuEngine({ ...options, mode: 'webgpu' })
  return localContestant(waitingSolver(`products by ${gemm} on ${adapter}`, engine, results))
}

const wasmContestant = (): Contestant =>
  localContestant(waitingSolver('1 thread', wasmEngine({ threads: 1 })))

/** Kernels in WGSL against gpu.js's and WebAssembly's. */
export async function productsInNode(
  cases: readonly Case[],
  pace: Pace,
  note: Note,
): Promise<BenchRow[]> {
  const field = new Map<string, Contestant>()
  for (const gemm of ['wgsl 64', 'wgsl 128', 'gpu.js'] as const) {
    const contestant = await gpuContestant({ gemm })
    const name = gemm === 'gpu.js' ? 'gpu.js kernel' : `gpu ${gemm}`
    note(`${name} in Node.js`, contestant.about)
    field.set(name, contestant)
  }
  field.set('wasm', wasmContestant())
  const rows: BenchRow[] = []
  for (const one of cases) {
    const named = { ...one, name: `${one.name}, Node.js` }
    rows.push(...(await compare(named, field, ['gpu wgsl 64', 'gpu wgsl 128'], pace)))
  }
  return rows
}

/** Cholesky factors and inverses by blocks on the device, against reading, the host, and uploading. */
export async function factorsInNode(
  sizes: readonly number[],
  pace: Pace,
  note: Note,
): Promise<BenchRow[]> {
  const device = await gpuContestant({ factors: 'device' })
  note('factors on the device', device.about)
  const field = new Map<string, Contestant>([
    ['gpu, on the device', device],
    // The host multiplies by itself: no kernel needs to be found.
    ['on the host', await gpuContestant({ gemm: 'wgsl 64', factors: 'host' })],
    ['wasm', wasmContestant()],
  ])
  const rows: BenchRow[] = []
  for (const n of sizes) {
    for (const [name, operation] of [
      ['Cholesky', 'cholesky'],
      ['SPD inverse', 'spd inverse'],
    ] as const) {
      const one: Case = { name: `${name} n=${n}, Node.js`, operation, operands: spd(n) }
      rows.push(...(await compare(one, field, ['gpu, on the device'], pace, factorTolerance)))
    }
  }
  return rows
}
