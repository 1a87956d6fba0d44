/*
 * npm test: all tests, then the coverage floors of .c8rc.json.
 * npm test -- ARGUMENTS: no coverage; a file, folder or pattern of files is what to test, all else goes
 * to mocha.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { runChild } from './child.cjs'

const root = path.dirname(import.meta.dirname)
const require = createRequire(import.meta.url)
const args = process.argv.slice(2)
const withCoverage = args.length === 0
const coverage = path.join(root, 'coverage')
const closingLine = path.join(coverage, 'closing-line.txt')

const testsIn = (name: string): string =>
  existsSync(name) && statSync(name).isDirectory() ? path.posix.join(name, '**/*.test.ts') : name

// A file that is not there is mocha's to complain of, not a reason to test everything.
const isTest = (name: string): boolean => existsSync(name) || name.endsWith('.test.ts')
const named = args.filter(isTest).map(testsIn)
const options = args.filter((name) => !isTest(name) && name !== '--no-coverage')
const everything = ['packages/*', 'bench', 'docs'].map((folder) => `${folder}/test/**/*.test.ts`)
const tests = named.length > 0 ? named : everything

// Mocha's own bin would start a further process, which does not hear of a SIGTERM.
const mochaFolder = path.dirname(require.resolve('mocha/package.json'))
const mocha = realpathSync(path.join(mochaFolder, 'lib/cli/cli.js'))
const env = { ...process.env }
if (withCoverage) {
  rmSync(coverage, { recursive: true, force: true })
  mkdirSync(coverage, { recursive: true })
  env.NODE_V8_COVERAGE = path.join(coverage, 'tmp')
  env.KQ_CLOSING_LINE = closingLine
}
const code = await runChild(process.execPath, [...process.execArgv, mocha, ...options, ...tests], {
  cwd: root,
  env,
})

if (withCoverage && existsSync(closingLine)) {
  const c8 = path.join(path.dirname(require.resolve('c8/package.json')), 'bin/c8.js')
  const floors = await runChild(process.execPath, [c8, 'report'], { cwd: root })
  console.log(readFileSync(closingLine, 'utf8'))
  process.exitCode = code === 0 ? floors : code
} else process.exitCode = code
