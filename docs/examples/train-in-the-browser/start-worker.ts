import { releaseProxy, type Remote, wrap } from 'comlink'
import type { TrainingWorker } from './worker.ts'

/** A worker that trains; its functions are called as if they were here. */
export interface StartedWorker {
  readonly calls: Remote<TrainingWorker>
  /** Rejects when the worker's script does not load or leaves an error uncaught; never resolves. */
  readonly broken: Promise<never>
  stop(): void
}

export function startWorker(): StartedWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(message || 'the script that trains could not be loaded')),
    )
  })
  // Whoever does not wait for it hears of it with the next call.
  broken.catch(() => {})
  const calls = wrap<TrainingWorker>(worker)
  return {
    calls,
    broken,
    stop() {
      calls[releaseProxy]()
      worker.terminate()
    },
  }
}
