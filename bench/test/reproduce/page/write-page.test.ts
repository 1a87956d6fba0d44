import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePage } from '../../../reproduce/page/write-page.ts'

describe('writePage', () => {
  it('writes the page and its figures, and takes away what is not shown any more', () => {
    const root = mkdtempSync(join(tmpdir(), 'kq-'))
    try {
      mkdirSync(join(root, 'docs'))
      writePage(root, { markdown: 'one', figures: { a: '<svg/>', b: '<svg/>' } })
      const files = writePage(root, { markdown: 'two', figures: { b: '<svg />' } })
      assert.deepEqual(files, ['docs/results.md', 'bench/results/paper/figures/b.svg'])
      assert.equal(readFileSync(join(root, 'docs/results.md'), 'utf8'), 'two')
      assert.deepEqual(readdirSync(join(root, 'bench/results/paper/figures')), ['b.svg'])
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})
