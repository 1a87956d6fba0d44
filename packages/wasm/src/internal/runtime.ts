/*
 * An arena, an instance of the kernels in it, and the threads that share both. Engines of equal
 * options share a runtime: memory and workers are made once, when first asked for.
 */
import { EngineError } from '@kq/linalg/errors'
import { type Arena, createArena } from './arena.ts'
import { compileKernels, type KernelExports, type KernelVariant } from './kernels.ts'
import { startWorker } from './platform.ts'

export interface Runtime {
  readonly arena: Arena
  readonly kernels: KernelExports
  readonly threads: number
  /** The address of the workspace that the kernels use. */
  readonly workspace: number
  /** Starts the workers, if they are not running yet. */
  startThreads(): void
  /** Why the threads are of no more use; undefined while they are. */
  readonly death: string | undefined
  /** Throws if a thread has died. */
  assertAlive(): void
  /** Ends the workers; later products throw. */
  stopThreads(): void
}

const runtimes = new Map<string, Runtime>()

/** The runtime of these options: the one there is, or another. */
export function openRuntime(variant: KernelVariant, threads: number, shared: boolean): Runtime {
  const key = `${variant} ${threads} ${shared}`
  let runtime = runtimes.get(key)
  if (!runtime || runtime.death !== undefined) {
    runtime = createRuntime(variant, threads, shared)
    runtimes.set(key, runtime)
  }
  return runtime
}

/** A runtime that nobody else uses. */
export function createRuntime(variant: KernelVariant, threads: number, shared: boolean): Runtime {
  const arena = createArena(shared)
  const { memory } = arena
  const module = compileKernels(variant, shared)
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = instance.exports as unknown as KernelExports
  const workspace = arena.reserve(kernels.workspaceBytes(threads))
  kernels.initialize(workspace, 0, threads)
  let stops: (() => void)[] | undefined
  let death: string | undefined

  return {
    arena,
    kernels,
    threads,
    workspace,
    startThreads() {
      if (stops || threads === 1) return
      stops = Array.from({ length: threads - 1 }, (_, k) =>
        startWorker(
          { module, memory, place: workspace, thread: k + 1, count: threads },
          (reason) => {
            death ??= reason
          },
        ),
      )
    },
    get death() {
      return death
    },
    assertAlive() {
      if (threads === 1) return
      if (kernels.isStalled() !== 0) death ??= 'it does not answer'
      if (death === undefined) return
      throw new EngineError(
        `wasm: a thread of the engine has died: ${death}. Make another engine, with \`threads: 1\` if this happens again.`,
      )
    },
    stopThreads() {
      for (const stop of stops ?? []) stop()
    },
  }
}
