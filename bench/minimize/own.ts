import { build } from 'esbuild'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Timed, Timing } from './timing.ts'

/**
 * Starts own-timings.ts as applications run: bundled, in a process of its own. Within this one it is
 * slower at random: V8 checks at each access to a typed array whether its memory is gone, as soon as
 * any ArrayBuffer of the process was transferred, which loaders of source files do.
 */
export async function startOwn(): Promise<Timed> {
  const folder = mkdtempSync(join(tmpdir(), 'kq-minimize-'))
  const outfile = join(folder, 'own-timings.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('own-timings.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@kq/source'],
    outfile,
  })
  const child = fork(outfile, { execArgv: [], env: { ...process.env, NODE_OPTIONS: '' } })
  return {
    async time(job: Timing) {
      child.send(job)
      const [report] = (await once(child, 'message')) as [{ seconds: number; nit: number }]
      return report
    },
    stop() {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    },
  }
}
