import { type EngineReport, engineText, openEngine } from '@kq/linalg/open-engine'
import { openRuntime } from '../../src/internal/runtime.ts'
import { wasm } from '../../src/wasm.ts'
import { wasmEngine, type WasmReport } from '../../src/wasm-engine.ts'
import { type Losses, train } from './train.ts'

/** Plain data: it crosses from a worker to its page, and from there to the tests. */
export interface Experiment {
  readonly report: EngineReport
  /** The report in a line. */
  readonly text: string
  /** On the engine that `openEngine` gave. */
  readonly losses: Losses
  /** On kernels that all machines with SIMD run to the same bits; undefined without WebAssembly. */
  readonly base: { readonly losses: Losses; readonly helpers: number } | undefined
}

/** Where the threads of an engine count themselves while they sleep: `sleepers` of `assembly/team.ts`. */
const sleepers = 256

/** Threads of the engine, apart from this one, that have come and wait for work. */
async function helpersOf({ variant, threads, shared }: WasmReport): Promise<number> {
  const { arena, workspace } = openRuntime(variant, threads, shared)
  const count = (): number => new Int32Array(arena.memory.buffer, workspace + sleepers, 1)[0]
  const latest = performance.now() + 5000
  while (count() < threads - 1 && performance.now() < latest) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return count()
}

/** Opens an engine and trains on it: in Node.js, in a page, in a worker. */
export async function experiment(threads: number | 'auto'): Promise<Experiment> {
  const { engine, report } = await openEngine({ engines: [wasm], threads })
  const losses = await train(engine)
  let base: Experiment['base']
  if (report.name === 'wasm') {
    const portable = wasmEngine({ variant: 'base', threads: report.threads })
    base = { losses: await train(portable), helpers: await helpersOf(portable.report) }
  }
  return { report, text: engineText(report), losses, base }
}
