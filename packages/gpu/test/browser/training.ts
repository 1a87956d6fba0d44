import { wasmEngine } from '@kq/wasm/wasm-engine'
import { type GpuMode, openGpuEngine } from '../../src/open-gpu-engine.ts'
import { lossesOn } from '../support/losses.ts'

/** The same training on the GPU and on WebAssembly, in one page. */
export interface Trained {
  readonly mode: GpuMode
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}

export async function train(wanted: GpuMode): Promise<Trained> {
  const { engine, mode } = await openGpuEngine({ mode: wanted, gemm: 'wgsl 64' })
  return {
    mode,
    ours: await lossesOn(engine),
    theirs: await lossesOn(wasmEngine({ threads: 1 })),
  }
}
