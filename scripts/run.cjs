// Runs a root command from source: installs what it needs, then hands over to its TypeScript file.
'use strict'

const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { install } = require('./install.cjs')
const { runChild } = require('./child.cjs')

const root = path.dirname(__dirname)

/** @type {Record<string, { entry: string, only?: string }>} `only`: the one workspace that it runs */
const commands = {
  start: { entry: 'packages/cli/src/main.ts', only: '@kq/cli' },
  test: { entry: 'scripts/test.ts' },
  check: { entry: 'scripts/check/main.ts' },
  conformance: { entry: 'bench/conformance/main.ts' },
  bench: { entry: 'bench/main.ts' },
  reproduce: { entry: 'bench/reproduce/main.ts' },
  example: { entry: 'docs/example.ts', only: '@kq/docs' },
  docs: { entry: 'docs/main.ts', only: '@kq/docs' },
}

/**
 * gpu.js and WebGPU for Node.js are large, and come only where someone asks for them.
 *
 * @param {string[]} args
 */
const wantsGpu = (args) =>
  args.some((arg, i) => arg === '--engine=gpu' || (arg === '--engine' && args[i + 1] === 'gpu'))

/** @param {string} name @param {string[]} args @returns {Promise<number>} the exit code */
async function run(name, args) {
  const command = commands[name]
  if (command === undefined) {
    console.error(`No command "${name}"; there are: ${Object.keys(commands).join(', ')}`)
    return 1
  }
  const installed = await install(root, wantsGpu(args) ? undefined : command.only)
  if (installed !== 0) return installed

  const tsx = pathToFileURL(require.resolve('tsx')).href
  const fromSource = ['--conditions=@kq/source', '--import', tsx]
  return runChild(process.execPath, [...fromSource, path.join(root, command.entry), ...args])
}

run(process.argv[2] ?? '', process.argv.slice(3)).then(
  (code) => {
    process.exitCode = code
  },
  (/** @type {Error} */ error) => {
    console.error(error.message)
    process.exitCode = 1
  },
)
