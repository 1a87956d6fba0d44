import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { requireOpening, useSoftwareAdapter } from '@kq/browser-testing/software-adapter'
import { requireGpu } from '@kq/gpu/require-gpu'
import { loadBlas } from '@kq/native/blas-library'
import { checkCommand } from './support/check-command.ts'
import {
  blocksIn,
  type CodeBlock,
  docstringBlocks,
  filesOf,
  readSource,
  root,
} from './support/code-blocks.ts'
import { runTypeScript } from './support/run-typescript.ts'

const blocksOf = async (
  files: readonly string[],
  read: (file: string, text: string) => CodeBlock[],
): Promise<CodeBlock[]> =>
  (await Promise.all(files.map(async (file) => read(file, await readSource(file))))).flat()

const pages = await filesOf('', '.md')
const sources = (await filesOf('packages', '.ts')).filter((file) => file.includes('/src/'))
const ofPages = await blocksOf(pages, blocksIn)
const ofDocstrings = await blocksOf(sources, docstringBlocks)
const all = [...ofPages, ...ofDocstrings]
const isProgram = ({ language, notRun }: CodeBlock): boolean => language === 'ts' && !notRun
const placeOf = ({ file, line }: CodeBlock): string => `${file}:${line}`

describe('code blocks', () => {
  before(() => useSoftwareAdapter())

  after(() => {
    for (const block of all) {
      if (block.notRun) console.log(`      not run: ${placeOf(block)}, ${block.notRun}`)
    }
  })

  it('are programs, lines for a shell, texts, or say why they are not run', () => {
    assert.ok(pages.length > 15 && ofDocstrings.length > 60)
    for (const block of all) {
      const isKnown = ['ts', 'sh', 'text', ''].includes(block.language)
      assert.ok(isKnown || block.notRun, `${placeOf(block)}: nothing runs "${block.language}"`)
      const [named] = /[\w/-]+\.test\.ts/.exec(block.notRun ?? '') ?? []
      assert.ok(!named || existsSync(path.join(root, named)), `${placeOf(block)}: no ${named}`)
    }
  })

  for (const block of all.filter(isProgram)) {
    it(`${placeOf(block)} runs`, async function () {
      if (block.code.includes('@kq/gpu/')) {
        // A software adapter compiles each of the probe's kernels for seconds.
        this.timeout(240_000)
        await requireOpening(this, () => requireGpu('webgpu'))
      }
      if (block.code.includes('@kq/native/')) await requireOpening(this, () => loadBlas(), false)
      await runTypeScript(block)
    })
  }

  for (const block of all.filter(({ language, notRun }) => language === 'sh' && !notRun)) {
    it(`${placeOf(block)} names what is there`, async () => {
      for (const line of block.code.split('\n')) await checkCommand(line)
    })
  }

  it('commands in the text name what is there', async () => {
    for (const page of pages) {
      const text = (await readSource(page)).replaceAll(/^( *)```[^]*?^\1```$/gm, '')
      for (const [, line] of text.matchAll(/`(npm (?:run|start|test)\b[^`\n]*|bash [^`\n]*)`/g)) {
        await checkCommand(line).catch((error: Error) => assert.fail(`${page}: ${error.message}`))
      }
    }
  })
})
