import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withFile } from '../src/file-source.ts'

describe('withFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kq-'))
  const path = join(folder, 'x')

  beforeEach(() => writeFileSync(path, 'abcdef'))
  after(() => rmSync(folder, { recursive: true }))

  it('reads by position', async () => {
    const text = await withFile(path, async ({ name, size, readInto }) => {
      const bytes = new Uint8Array(3)
      await readInto(bytes, 2)
      return `${name === path} ${size} ${Buffer.from(bytes).toString()}`
    })
    assert.equal(text, 'true 6 cde')
  })

  it('says where a file ends that became shorter', async () => {
    const reading = withFile(path, ({ readInto }) => {
      truncateSync(path, 4)
      return readInto(new Uint8Array(4), 2)
    })
    await assert.rejects(reading, /x ends at byte 4/)
  })
})
