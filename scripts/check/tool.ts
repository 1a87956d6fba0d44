import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'

export const root: string = path.resolve(import.meta.dirname, '../..')

const bin = path.join(root, 'node_modules/.bin')

/** Runs a program of node_modules, or of the machine. Returns all it printed if it failed, else ''. */
export async function runTool(
  command: string,
  args: readonly string[],
  cwd: string = root,
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if ((await code) === 0) return ''
  return `${stdout}${stderr}`.trim() || `${command} failed without a word`
}
