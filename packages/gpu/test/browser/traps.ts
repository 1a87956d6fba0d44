import { gpuEngine } from '../../src/internal/gpu-engine.ts'
import { loadGpuJs } from '../../src/internal/gpu-js.ts'
import { webGl2Backend } from '../../src/internal/web-gl2-backend.ts'
import { type Outcome, traps } from '../support/traps.ts'

/** By name, what came out, or the error that came instead. */
export type TrapReport = Readonly<Record<string, Partial<Outcome> & { readonly error?: string }>>

/** All traps on one engine, which is not checked when it is opened. */
export async function runTraps(): Promise<TrapReport> {
  const engine = gpuEngine(await webGl2Backend(await loadGpuJs()))
  const report: Record<string, TrapReport[string]> = {}
  for (const [name, run] of Object.entries(traps)) {
    report[name] = await run(engine).catch((error: Error) => ({ error: error.message }))
  }
  return report
}
