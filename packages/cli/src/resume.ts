import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Resume, Settings } from './command-line.ts'

/** What a command line may say anew when it takes up a run. */
const free: readonly (keyof Settings)[] = [
  ...(['epochs', 'seconds', 'engine', 'threads', 'checkpointEvery', 'keep'] as const),
  ...(['out', 'json'] as const),
]

/** The newest run below `out`: the names of their folders begin with the time. */
function latest(out: string): string {
  let names: string[] = []
  try {
    names = readdirSync(out).filter((name) => /^\d{8}-\d{6}-/.test(name))
  } catch {
    // Said below.
  }
  const [name] = names
    .map((each) => ({ each, time: statSync(join(out, each)).mtimeMs }))
    .toSorted((one, other) => other.time - one.time)
  if (name) return join(out, name.each)
  throw new Error(`there is no run in ${out} to resume: give its folder, --resume FOLDER`)
}

const optionOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/**
 * The settings of a run that is to be taken up, with what the command line says anew.
 *
 * @throws Error where there is no such run, or a setting is given that it cannot change
 */
export function resumed(
  given: Settings,
  { path, given: names }: Resume,
): {
  readonly path: string
  readonly settings: Settings
} {
  const folder = path ?? latest(given.out)
  const file = join(folder, 'config.json')
  let saved: Settings
  try {
    saved = (JSON.parse(readFileSync(file, 'utf8')) as { command: Settings }).command
    if (typeof saved !== 'object') throw new Error('it has no command')
  } catch (error) {
    throw new Error(
      `cannot resume the run of ${folder}: ${file}: ${(error as Error).message}. Give the folder of a run.`,
      { cause: error },
    )
  }
  for (const name of names) {
    if (free.includes(name)) continue
    const [theirs, ours] = [saved[name], given[name]].map(
      (value) => JSON.stringify(value) ?? 'left out',
    )
    if (theirs !== ours) {
      throw new Error(
        `${optionOf(name)} is ${ours}, but in the run of ${folder} it is ${theirs}: leave it out, or start another run`,
      )
    }
  }
  const changed = Object.fromEntries(names.map((name) => [name, given[name]]))
  const limits =
    names.includes('epochs') || names.includes('seconds')
      ? { epochs: given.epochs, seconds: given.seconds }
      : { epochs: saved.epochs, seconds: saved.seconds }
  const settings = { ...given, ...saved, ...changed, ...limits, resume: undefined }
  return { path: folder, settings }
}
