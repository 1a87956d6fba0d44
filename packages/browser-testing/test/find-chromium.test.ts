import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from '../src/find-chromium.ts'

describe('findChromium', () => {
  let folder: string
  const program = async (name: string, mode = 0o755): Promise<string> => {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, '', { mode })
    return file
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kq-find-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('takes what KQ_CHROMIUM names before all else', async () => {
    const named = await program('named/browser')
    await program('bin/chromium')
    const PATH = path.join(folder, 'bin')
    assert.equal(findChromium({ KQ_CHROMIUM: named, PATH }, []), named)
  })

  it('refuses a KQ_CHROMIUM that is no program', async () => {
    const found = await program('bin/chromium')
    for (const KQ_CHROMIUM of [path.join(folder, 'none'), folder]) {
      assert.throws(() => findChromium({ KQ_CHROMIUM }, [found]), /KQ_CHROMIUM is "/)
    }
  })

  it('looks on the PATH by all of its names, Chromium first', async () => {
    const chrome = await program('a/google-chrome')
    const PATH = ['', path.join(folder, 'a'), path.join(folder, 'b')].join(path.delimiter)
    assert.equal(findChromium({ PATH }, []), chrome)
    const chromium = await program('b/chromium')
    assert.equal(findChromium({ PATH }, []), chromium)
  })

  it('then elsewhere, and passes over what cannot be run', async function () {
    if (process.platform === 'win32') this.skipBecause('Windows has no such permission')
    const PATH = path.join(folder, 'bin')
    await program('bin/chromium', 0o644)
    await mkdir(path.join(folder, 'bin/google-chrome'))
    const elsewhere = await program('downloads/chrome')
    assert.equal(findChromium({ PATH }, [path.join(folder, 'none'), elsewhere]), elsewhere)
    assert.equal(findChromium({ PATH }, []), undefined)
    assert.equal(findChromium({}, []), undefined)
  })
})
