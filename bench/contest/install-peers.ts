import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runChild } from '../../scripts/child.cjs'
import { pnpm } from '../../scripts/install.cjs'
import { peersFolder } from './roster.ts'

/**
 * Installs the packages of `bench/peers`, unless the last call did. They are large, and stay out of
 * the workspace so that no other command installs them; their install scripts do not run.
 *
 * @throws Error if it fails
 */
export async function installPeers(): Promise<void> {
  const lock = readFileSync(path.join(peersFolder, 'pnpm-lock.yaml'))
  const hash = createHash('sha256').update(`${pnpm} ${process.platform}`).update(lock).digest('hex')
  const stamp = path.join(peersFolder, 'node_modules', '.kq-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return

  console.log('Installing the peers (once; some 250 MB) …')
  const flags = ['--ignore-workspace', '--frozen-lockfile', '--ignore-scripts', '--loglevel=warn']
  const confirm = '--config.confirmModulesPurge=false'
  const code = await runChild(
    'npx',
    ['--yes', '--loglevel=error', pnpm, 'install', ...flags, confirm],
    { cwd: peersFolder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' },
  )
  if (code !== 0) throw new Error(`the peers could not be installed (exit code ${code})`)
  writeFileSync(stamp, hash)
}
