import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchChromium, type SkippableContext } from '../src/launch-chromium.ts'

const find = (): undefined => undefined

const context = (reasons: string[]): SkippableContext => ({
  skipBecause(reason) {
    reasons.push(reason)
    throw new Error('skipped')
  },
})

/** Numbers of the processes whose command line names this folder, as a browser's profile does. */
async function processesIn(folder: string): Promise<string[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    numbers.map((number) => readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => '')),
  )
  return numbers.filter((_, k) => lines[k].includes(folder))
}

describe('launchChromium', () => {
  it('skips with a reason where there is none', async () => {
    const reasons: string[] = []
    await assert.rejects(launchChromium(context(reasons), { find, isRequired: false }), /skipped/)
    assert.deepEqual(reasons, ['no Chromium: install it, or name its executable in KQ_CHROMIUM'])
  })

  it('fails where there must be one', async () => {
    const reasons: string[] = []
    await assert.rejects(
      launchChromium(context(reasons), { find, isRequired: true }),
      /no Chromium/,
    )
    assert.deepEqual(reasons, [])
  })

  it('starts it, and leaves no file and no process behind once closed', async function () {
    const folder = await mkdtemp(path.join(tmpdir(), 'kq-launch-'))
    const previous = process.env.TMPDIR
    process.env.TMPDIR = folder
    try {
      const browser = await launchChromium(this)
      assert.match(browser.version(), /^\d+\./)
      if (process.platform === 'linux') assert.notDeepEqual(await processesIn(folder), [])
      await browser.close()
      assert.deepEqual(await readdir(folder), [])
      if (process.platform === 'linux') assert.deepEqual(await processesIn(folder), [])
    } finally {
      if (previous === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = previous
      await rm(folder, { recursive: true })
    }
  })
})
