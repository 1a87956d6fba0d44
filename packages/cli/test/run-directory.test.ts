import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRunDirectory, openRunDirectory } from '../src/run-directory.ts'

describe('a run directory', () => {
  const out = mkdtempSync(join(tmpdir(), 'kq-'))

  after(() => rmSync(out, { recursive: true }))

  it('is made anew each time, and written to again', () => {
    const date = new Date('2026-01-02T03:04:05Z')
    const paths = [1, 2].map(() => createRunDirectory(out, 'mnist', date).path)
    assert.deepEqual(
      paths,
      ['20260102-030405-mnist', '20260102-030405-mnist-2'].map((name) => join(out, name)),
    )
    for (const text of ['one', 'two']) openRunDirectory(paths[0]).write('x.csv', text)
    assert.equal(readFileSync(join(paths[0], 'x.csv'), 'utf8'), 'two')
    assert.deepEqual(readdirSync(paths[0]), ['x.csv'])
  })
})
