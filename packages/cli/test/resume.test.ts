import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCommandLine, type Settings } from '../src/command-line.ts'
import { resumed } from '../src/resume.ts'

const parse = (...args: string[]): Settings =>
  parseCommandLine(args, { out: () => {}, error: () => {} }) as Settings

describe('resumed', () => {
  let out: string

  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'kq-'))
  })

  afterEach(() => rmSync(out, { recursive: true }))

  /** A run that was begun with these arguments. */
  const begin = (name: string, time: number, ...args: string[]): string => {
    const path = join(out, name)
    mkdirSync(path)
    writeFileSync(
      join(path, 'config.json'),
      JSON.stringify({ engine: 'as a person reads it', command: parse(...args) }),
    )
    utimesSync(path, time, time)
    return path
  }

  const resume = (...args: string[]): ReturnType<typeof resumed> => {
    const given = parse('--out', out, ...args)
    assert.ok(given.resume)
    return resumed(given, given.resume)
  }

  it('takes the settings of the run, by its folder or the latest', () => {
    const older = begin('20260101-000001-mnist', 100, '--batch', '50', '--epochs', '3')
    const newer = begin('20260101-000000-mnist', 200, '--seed', '9', '--engine', 'host')
    begin('other', 300)
    const found = resume('--resume')
    assert.equal(found.path, newer)
    assert.deepEqual(found.settings, { ...parse('--seed', '9', '--engine', 'host'), out })
    assert.deepEqual(resume('--resume', older).settings, {
      ...parse('--batch', '50', '--epochs', '3'),
      out,
    })
  })

  it('takes limits and engine from the command line; a limit replaces both', () => {
    const run = begin('20260101-000000-mnist', 1, '--epochs', '3', '--seconds', '5')
    const { settings } = resume('--resume', run, '--epochs', '9', '--engine', 'host', '--keep', '1')
    const { epochs, seconds, engine, keep } = settings
    assert.deepEqual([epochs, seconds, engine, keep], [9, undefined, 'host', 1])
    assert.equal(resume('--resume', run).settings.seconds, 5)
  })

  it('refuses to change what the training is of, and says what differs', () => {
    const run = begin('20260101-000000-mnist', 1, '--batch', '50')
    assert.equal(resume('--resume', run, '--batch', '50').settings.batch, 50)
    assert.throws(
      () => resume('--resume', run, '--batch', '60'),
      /--batch is 60, but in the run of .*mnist it is 50/,
    )
    assert.throws(() => resume('--resume', run, '--warm-batches', 'all'), /--warm-batches is "all"/)
  })

  it('says where there is nothing to resume', () => {
    assert.throws(() => resume('--resume'), /there is no run in .*--resume FOLDER/)
    assert.throws(() => resume('--resume', join(out, 'none')), /ENOENT.*Give the folder of a run/)
    mkdirSync(join(out, 'old'))
    writeFileSync(join(out, 'old', 'config.json'), '{}')
    assert.throws(() => resume('--resume', join(out, 'old')), /it has no command/)
  })
})
