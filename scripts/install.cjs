// Installs what a root command needs, unless the last install already did.
'use strict'

const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { runChild } = require('./child.cjs')

const pnpm = 'pnpm@10.34.9'

/**
 * @typedef {object} Workspace
 * @property {string} folder
 * @property {string} name
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 *
 * @typedef {object} Stamp what the last install left behind
 * @property {string} hash of all that it depended on
 * @property {string | null} only
 */

/**
 * @param {string} root
 * @param {string} [only] The workspace whose program is to run: it, those it depends on, and no
 *   development tools. Default: all there is.
 * @returns {Promise<number>} the exit code of the install
 */
async function install(root, only) {
  const workspaces = readWorkspaces(root)
  const hash = hashOfInputs(root, workspaces)
  const stampFile = path.join(root, 'node_modules', '.kq-installed.json')
  const stamp = readStamp(stampFile)
  // Once all is installed, all is kept up to date: a smaller install would take the tools away.
  const scope = stamp?.only === null ? undefined : only
  if (stamp?.hash === hash && stamp.only === (scope ?? null) && isLinked(workspaces, scope))
    return 0

  fs.rmSync(stampFile, { force: true })
  console.error('Installing what this command needs (once) …')
  const which = scope === undefined ? ['--prod=false'] : ['--prod', `--filter=${scope}...`]
  // The level overrules the silence asked for in .npmrc.
  const flags = ['--frozen-lockfile', '--loglevel=info', '--config.confirmModulesPurge=false']
  const code = await runChild(
    'npx',
    ['--yes', '--loglevel=error', pnpm, 'install', ...which, ...flags],
    // npx is a batch file on Windows, which only a shell starts.
    { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' },
  )
  if (code === 0) fs.writeFileSync(stampFile, JSON.stringify({ hash, only: scope ?? null }))
  else {
    console.error(
      `Installing failed with exit code ${code}: see above. If you have changed dependencies, ` +
        `run "npx ${pnpm} install --loglevel=info" once, which brings pnpm-lock.yaml up to date.`,
    )
  }
  return code
}

/** @param {string} root @returns {Workspace[]} the root first */
function readWorkspaces(root) {
  const packages = fs.readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`)
  return ['.', 'bench', 'docs', ...packages]
    .map((name) => path.join(root, name))
    .filter((folder) => fs.existsSync(path.join(folder, 'package.json')))
    .map((folder) => ({
      ...JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')),
      folder,
    }))
}

/** @param {string} root @param {Workspace[]} workspaces @returns {string} */
function hashOfInputs(root, workspaces) {
  const hash = createHash('sha256').update(`${pnpm} ${process.platform} ${process.arch}`)
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc']) {
    hash.update(fs.readFileSync(path.join(root, name)))
  }
  for (const { folder } of workspaces)
    hash.update(fs.readFileSync(path.join(folder, 'package.json')))
  return hash.digest('hex')
}

/** @param {string} file @returns {Stamp | undefined} */
function readStamp(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Whether the dependencies are where Node.js looks for them: someone may have deleted a folder.
 *
 * @param {Workspace[]} workspaces
 * @param {string} [only]
 */
function isLinked(workspaces, only) {
  const needed = new Set(workspaces.filter(({ name }) => only === undefined || name === only))
  needed.add(workspaces[0])
  for (const { folder, dependencies, devDependencies } of needed) {
    const names = Object.keys({ ...dependencies, ...(only === undefined ? devDependencies : {}) })
    const missing = names.some((name) => !fs.existsSync(path.join(folder, 'node_modules', name)))
    if (missing) return false
    for (const other of workspaces) if (names.includes(other.name)) needed.add(other)
  }
  return true
}

module.exports = { install, pnpm }
