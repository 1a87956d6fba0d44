import { gpuOf } from '@kq/gpu/gpu'
import type { EngineKind } from '@kq/linalg/open-engine'
import { wasm } from '@kq/wasm/wasm'
import type { EngineName } from './choices.ts'

/** What computes. Each may be handed to the same training code. */
export const engines: Readonly<Record<EngineName, EngineKind>> = {
  webgpu: gpuOf({ mode: 'webgpu' }),
  webgl2: gpuOf({ mode: 'webgl2' }),
  wasm,
}
