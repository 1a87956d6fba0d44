/* What differs between Node.js and browsers: how workers start, and how many are useful. */
import { workerSource } from './worker-source.ts'

/** The part of Node.js that is used; absent in browsers. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:os'): { availableParallelism(): number }
  getBuiltinModule?(name: 'node:worker_threads'): {
    Worker: new (source: string, options: object) => NodeWorker
  }
}

interface NodeWorker {
  on(event: 'error', listener: (error: Error) => void): void
  on(event: 'exit', listener: (code: number) => void): void
  unref(): void
  terminate(): Promise<number>
}

const node = (globalThis as { process?: NodeProcess }).process

/** Threads that run at once on this machine. */
export const parallelism = (): number =>
  node?.getBuiltinModule?.('node:os').availableParallelism() ??
  (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ??
  1

/** Why there can be no threads here; undefined where there can be. */
export function noThreadsReason(): string | undefined {
  if (typeof SharedArrayBuffer === 'undefined') {
    return (
      'this page is not cross-origin isolated, so it has no SharedArrayBuffer: serve it with ' +
      'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp'
    )
  }
  if (typeof Worker === 'undefined' && !node?.getBuiltinModule) return 'there are no workers here'
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0)
    return undefined
  } catch {
    return "a page's main thread may not wait for others: train in a dedicated worker"
  }
}

/** What a worker is handed. */
export interface WorkerTask {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  /** The address of the workspace. */
  readonly place: number
  readonly thread: number
  readonly count: number
}

/**
 * Starts a worker that serves jobs. It keeps no process alive. `died` is called if it ends.
 *
 * @returns what ends it
 */
export function startWorker(task: WorkerTask, died: (reason: string) => void): () => void {
  if (node?.getBuiltinModule) {
    const { Worker: ThreadWorker } = node.getBuiltinModule('node:worker_threads')
    // Without the parent's flags and loaders, which a worker of plain JavaScript has no use for.
    const options = { eval: true, workerData: task, execArgv: [], env: {}, name: 'kq-wasm' }
    const worker = new ThreadWorker(workerSource, options)
    worker.on('error', (error) => died(error.message))
    worker.on('exit', (code) => died(`it exited with code ${code}`))
    worker.unref()
    return () => void worker.terminate()
  }
  const worker = openWebWorker(workerSource)
  worker.onerror = (event) => died(event.message || refusal)
  worker.postMessage(task)
  return () => worker.terminate()
}

/** A worker that runs a text, which is nowhere to be loaded from. */
function openWebWorker(source: string): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  return new Worker(url, { name: 'kq-wasm' })
}

const refusal =
  "its script was refused: allow worker-src 'self' blob: in the page's Content-Security-Policy, or in that of the worker's script"

/** Milliseconds after which a worker that has not come up is not waited for. */
const patience = 5000

/**
 * Why no worker starts here, though {@link noThreadsReason} knows nothing against it. Only an
 * attempt can tell: a page cannot read its own Content-Security-Policy.
 */
export function workerRefusal(): Promise<string | undefined> {
  if (node?.getBuiltinModule) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    try {
      const worker = openWebWorker('postMessage(0)')
      const settle = (reason: string | undefined): void => {
        clearTimeout(timer)
        worker.terminate()
        resolve(reason && `a worker does not start: ${reason}`)
      }
      const timer = setTimeout(settle, patience, `nothing of it in ${patience / 1000} s`)
      worker.onmessage = () => settle(undefined)
      worker.onerror = (event) => settle(event.message || refusal)
    } catch (error) {
      resolve(`a worker does not start: ${(error as Error).message}`)
    }
  })
}
