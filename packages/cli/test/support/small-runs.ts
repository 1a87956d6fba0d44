import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'esbuild'

/** How a run ended, and what it printed last. */
export interface SmallRunEnd {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  readonly error: string
  /** Undefined where it was killed before. */
  readonly end:
    | {
        readonly iterations: number
        /** Of parameters, state, order of batches and random numbers. */
        readonly digest: string
        /** Of the file system. */
        readonly calls: number
        /** Of training and saving. */
        readonly milliseconds: number
      }
    | undefined
}

interface SmallRunOptions {
  /** The call of the file system at which it kills itself. */
  readonly die?: number
  /** What it is sent, and how many milliseconds after its training began. */
  readonly kill?: { readonly signal: NodeJS.Signals; readonly after: number }
}

export type SmallRun = (folder: string, options?: SmallRunOptions) => Promise<SmallRunEnd>

/** Makes one file of `small-run.ts`, which starts in a tenth of a second; returns how to run it. */
export async function bundleSmallRun(folder: string, iterations: number): Promise<SmallRun> {
  const outfile = join(folder, 'small-run.mjs')
  await build({
    entryPoints: [new URL('small-run.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@kq/source'],
    outfile,
    logLevel: 'silent',
  })
  const { NODE_V8_COVERAGE: _, ...env } = process.env
  return async (path, { die, kill } = {}) => {
    const args = [outfile, path, String(iterations), ...(die === undefined ? [] : [String(die)])]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    let out = ''
    let error = ''
    child.stdout.on('data', (text) => {
      out += text
      if (kill && out === 'begins\n') setTimeout(() => child.kill(kill.signal), kill.after)
    })
    child.stderr.on('data', (text) => {
      error += text
    })
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    const [, last] = out.split('\n')
    return { code, signal, error, end: last ? JSON.parse(last) : undefined }
  }
}
