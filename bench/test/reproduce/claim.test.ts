import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cellName } from '../../reproduce/cell.ts'
import { claimCell } from '../../reproduce/claim.ts'
import { cellOf } from './support/fake-result.ts'

describe('claimCell', () => {
  let folder: string
  const cell = cellOf({})
  const file = (): string => join(folder, `${cellName(cell)}.running`)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kq-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('gives a cell to one at a time', () => {
    const give = claimCell(folder, cell)
    assert.ok(give && existsSync(file()))
    assert.equal(claimCell(folder, cell), undefined)
    assert.ok(claimCell(folder, cellOf({ seed: 2 })))
    give()
    assert.ok(!existsSync(file()))
    assert.ok(claimCell(folder, cell))
  })

  it('does not mind what a killed process left, but a file without its number yet', () => {
    claimCell(folder, cell)
    const { pid } = spawnSync(process.execPath, ['--version'])
    writeFileSync(file(), `${pid}`)
    assert.ok(claimCell(folder, cell))
    writeFileSync(file(), '')
    assert.equal(claimCell(folder, cell), undefined)
  })
})
