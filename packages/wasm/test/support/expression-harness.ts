import type { Dtype } from '@kq/linalg/dtype'
import { HostEngine } from '@kq/linalg/host'
import {
  createExpressionRuntime,
  type ExpressionRuntime,
} from '../../src/internal/expression/expression-runtime.ts'
import { createRuntime } from '../../src/internal/runtime.ts'

/** Compiled loops beside the host's own, on the same matrices. */
export interface ExpressionHarness {
  readonly host: HostEngine
  readonly compiled: ExpressionRuntime
}

/** Compiles whatever it can, also loops over few elements. */
export function expressionHarness(dtype: Dtype, shared: boolean): ExpressionHarness {
  const { arena, kernels } = createRuntime('base', 1, shared)
  const host = new HostEngine({ dtype, memory: arena.memoryOf(dtype) })
  // Shared memory that grows has another buffer; views of the one before stay valid.
  const isInside = (buffer: ArrayBufferLike): boolean =>
    shared ? buffer instanceof SharedArrayBuffer : buffer === arena.memory.buffer
  let scratchSize = 0
  let scratchAddress = 0
  const compiled = createExpressionRuntime({
    dtype,
    memory: arena.memory,
    kernels: kernels as unknown as WebAssembly.Exports,
    make: (rows, columns) => {
      const made = host.make(rows, columns)
      // Whatever is not written shows.
      made.data.fill(12345)
      return made
    },
    addressOf: (data) => (isInside(data.buffer) ? data.byteOffset : undefined),
    scratch(bytes) {
      if (bytes > scratchSize) {
        scratchSize = 2 * bytes
        scratchAddress = arena.reserve(scratchSize)
      }
      new Uint8Array(arena.memory.buffer, scratchAddress, bytes).fill(0xff)
      return scratchAddress
    },
    minimumSize: 1,
  })
  return { host, compiled }
}
