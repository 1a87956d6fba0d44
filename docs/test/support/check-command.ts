import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { filesOf, readSource, root } from './code-blocks.ts'
import { runCommand } from './site.ts'

interface Manifest {
  readonly name: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const read = async (file: string): Promise<Manifest> =>
  JSON.parse(await readSource(file)) as Manifest

/** A word for the reader to replace: NAME, FILE_OR_FOLDER…. */
const isPlaceholder = (word: string): boolean => /^[A-Z_]+…?$/.test(word) || word === '…'

const assertFile = (file: string): void =>
  assert.ok(isPlaceholder(file) || existsSync(path.join(root, file)), `there is no ${file}`)

/** One of `names`, where the word is no placeholder. */
const assertOneOf = (word: string, names: readonly string[], what: string): void =>
  assert.ok(
    isPlaceholder(word) || names.includes(word),
    `no ${what} "${word}": ${names.join(', ')}`,
  )

let benchUsage: Promise<string> | undefined

/** What the root scripts make of their arguments. */
const scripts: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  async start(args) {
    if (args[0] === 'doctor' || args.every(isPlaceholder)) return
    const file = path.join(root, 'packages/cli/src/command-line.ts')
    const { parseCommandLine } = (await import(file)) as {
      parseCommandLine(
        args: readonly string[],
        write: { out(text: string): void; error(text: string): void },
      ): unknown
    }
    const errors: string[] = []
    parseCommandLine(args, { out: () => {}, error: (text) => errors.push(text) })
    assert.deepEqual(errors, [])
  },
  async check(args) {
    const files = await filesOf('scripts/check', '.ts')
    const names = files.map((file) => path.basename(file, '.ts'))
    for (const arg of args) if (arg !== '--fix') assertOneOf(arg, names, 'check')
  },
  async bench([name = 'NAME', ...args]) {
    benchUsage ??= runCommand('bench').then(({ output }) => output)
    const usage = [...(await benchUsage).matchAll(/^ {2}(\w[\w-]*) .*\n +(.*)$/gm)]
    assertOneOf(
      name,
      usage.map(([, known]) => known),
      'benchmark',
    )
    const own = usage.filter(([, known]) => isPlaceholder(name) || known === name)
    const options = `${own.map(([, , known]) => known).join(' ')} --json`.split(/[\s|]+/)
    for (const arg of args) if (arg.startsWith('--')) assertOneOf(arg, options, `option of ${name}`)
  },
  async example([name]) {
    const files = await filesOf('docs/examples', '.ts')
    const programs = files.filter((file) => path.dirname(file) === 'docs/examples')
    assertOneOf(
      name,
      programs.map((file) => path.basename(file, '.ts')),
      'example',
    )
  },
  async reproduce(args) {
    const file = path.join(root, 'bench/reproduce/command-line.ts')
    const { parseRequest } = (await import(file)) as {
      parseRequest(args: readonly string[], folder: string): unknown
    }
    parseRequest(args, '')
  },
  async docs([name = 'build']) {
    assertOneOf(name, ['build', 'dev', 'preview'], 'command')
  },
  async test(args) {
    for (const arg of args) if (arg.includes('/')) assertFile(arg)
  },
}

/** `name@version` of a package that something here depends on, at that version. */
async function assertPackage(word: string): Promise<void> {
  const [, name, version] = /^(@?[^@]+)(?:@(.+))?$/.exec(word) ?? []
  const files = await filesOf('', 'package.json')
  const manifests = await Promise.all(files.map(read))
  if (manifests.some((manifest) => manifest.name === name)) return
  const versions = manifests.map(
    ({ dependencies, devDependencies, peerDependencies }) =>
      ({ ...peerDependencies, ...devDependencies, ...dependencies })[name],
  )
  assert.ok(versions.includes(version), `nothing here depends on ${word}`)
}

/** Checks that a line for a shell names what is there. @throws AssertionError, also where it cannot tell */
export async function checkCommand(line: string): Promise<void> {
  const words = line
    .replace(/(^|\s)#.*$/, '')
    .replace(/\s>\s*\S+/, '')
    .replaceAll(/[[\]]/g, '')
    .match(/'[^']*'|\S+/g)
  if (!words) return
  const [program, verb, ...rest] = words
  const args = rest.filter((word) => word !== '--')
  if (program === 'npm' && verb === 'install') {
    for (const word of args) await assertPackage(word)
  } else if (program === 'npm') {
    const [name, given] = verb === 'run' ? [args[0], args.slice(1)] : [verb, args]
    if (verb === 'run' && isPlaceholder(name)) return
    assertOneOf(name, Object.keys((await read('package.json')).scripts ?? {}), 'script')
    await scripts[name.replace(/:.*/, '')]?.(given)
  } else if (program === 'npx') {
    assert.ok((await readSource('scripts/install.cjs')).includes(`'${verb}'`), `not our ${verb}`)
  } else if (program === 'node' || program === 'bash') assertFile(words.at(-1)!)
  else assert.fail(`"${program}" is not checked here: say why in not-run="…"`)
}
