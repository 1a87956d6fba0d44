import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bundle } from '../src/bundle.ts'

describe('bundle', () => {
  let resolveDir: string

  before(async () => {
    resolveDir = await mkdtemp(path.join(tmpdir(), 'kq-bundle-'))
    await writeFile(
      path.join(resolveDir, 'imported.ts'),
      "export const text = 'imported' as string",
    )
    const entry = "import { text } from './imported.ts'\nconsole.log(text)"
    await writeFile(path.join(resolveDir, 'entry.ts'), entry)
  })
  after(() => rm(resolveDir, { recursive: true }))

  it('makes one script of a file and what it imports', async () => {
    const script = await bundle(path.join(resolveDir, 'entry.ts'))
    assert.match(script, /"imported"/)
    assert.doesNotMatch(script, /\bimport\b/)
  })

  it('takes the text of a module too', async () => {
    const contents = "import { text } from './imported.ts'\nconsole.log(text as string)"
    assert.match(await bundle({ contents, resolveDir, loader: 'ts' }), /"imported"/)
  })

  it('fails on modules of Node.js, as bundlers for browsers do', async () => {
    const contents = "import { Worker } from 'node:worker_threads'\nconsole.log(Worker)"
    await assert.rejects(bundle({ contents, resolveDir }), /node:worker_threads/)
  })
})
