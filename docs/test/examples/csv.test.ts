import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCommand } from '../support/site.ts'

describe('npm run example -- csv', () => {
  let folder: string
  const called = process.env.INIT_CWD

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kq-csv-'))
    process.env.INIT_CWD = folder
  })

  after(async () => {
    await rm(folder, { recursive: true })
    if (called === undefined) delete process.env.INIT_CWD
    else process.env.INIT_CWD = called
  })

  const runOn = async (text: string, ...rest: string[]): ReturnType<typeof runCommand> => {
    await writeFile(path.join(folder, 'table.csv'), text)
    return runCommand('example', 'csv', 'table.csv', ...rest)
  }

  it('learns the table beside it, nearly to its random errors', async () => {
    const { code, output } = await runCommand('example', 'csv')
    assert.equal(code, 0, output)
    const [, rows, size] = /feels_like_c of (\d+) unseen rows: off by ([\d.]+)$/m.exec(output) ?? []
    assert.equal(Number(rows), 80)
    assert.ok(Number(size) > 0.25 && Number(size) < 0.5, output)
  })

  it('learns the named column of a file, whose path counts from where npm was called', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${2 * i + 1}, "${i}", 7`)
    const { code, output } = await runOn(`\uFEFFsum,part,same\r\n${lines.join('\r\n')}\r\n`, 'sum')
    assert.equal(code, 0, output)
    const [, size] = /sum of 12 unseen rows: off by ([\d.]+)$/m.exec(output) ?? []
    assert.ok(Number(size) < 3, output)
  })

  it('says where something is not a number, and which columns there are', async () => {
    const wrong = await runOn('a,b\n1,2\n3,many\n')
    assert.equal(wrong.code, 1)
    assert.match(wrong.output, /table\.csv, record 2, b: "many" is not a number/)
    const { code, output } = await runOn('a,b\n1,2\n', 'c')
    assert.equal(code, 1)
    assert.match(output, /table\.csv has no c, but a, b/)
  })
})
