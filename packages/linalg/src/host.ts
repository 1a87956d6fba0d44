import { HostEngine, type HostEngineOptions } from './internal/host/host-engine.ts'
import { HostMatrix } from './internal/host/host-matrix.ts'
import type { HostKernels } from './internal/host/host-kernels.ts'
import type { HostMemory } from './internal/host/host-memory.ts'
import type { Strided } from './internal/host/strided.ts'
import type { Dtype } from './dtype.ts'

export {
  HostEngine,
  type HostEngineOptions,
  type HostKernels,
  HostMatrix,
  type HostMemory,
  type Strided,
}

/**
 * An engine in plain TypeScript, on ordinary memory.
 *
 * Each call makes an engine of its own; matrices of different engines do not mix. Where no engine
 * is asked for, {@link defaultHost} serves.
 *
 * @example
 * ```ts
 * import { matrix } from '@kq/linalg/as-matrix'
 * import { gemm } from '@kq/linalg/gemm'
 * import { hostEngine } from '@kq/linalg/host'
 *
 * const engine = hostEngine({ dtype: 'float32' })
 * const a = matrix([[1, 2], [3, 4]], engine)
 * const product = gemm(a, a)
 * ```
 */
export const hostEngine = (options: HostEngineOptions = {}): HostEngine => new HostEngine(options)

const defaults = new Map<Dtype, HostEngine>()

/** The host engine that takes plain arrays: one a dtype, shared by the whole program. */
export function defaultHost(dtype: Dtype = 'float64'): HostEngine {
  let engine = defaults.get(dtype)
  if (!engine) {
    engine = new HostEngine({ dtype })
    defaults.set(dtype, engine)
  }
  return engine
}

/** Whether a value is a matrix in ordinary memory, whose elements `get` shows at once. */
export const isHostMatrix = (value: unknown): value is HostMatrix => value instanceof HostMatrix
