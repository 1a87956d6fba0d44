import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { runCommand } from './support/site.ts'

const page = path.resolve(import.meta.dirname, '../getting-started.md')

/** What the page's blocks for a shell hand to `npm start` or `npm run NAME`. */
async function commands(): Promise<string[][]> {
  const text = await readFile(page, 'utf8')
  const lines = [...text.matchAll(/^```sh\n(.*?)\n```$/gms)].map(([, line]) => line)
  return lines.map((line) => line.split(/\s+/).filter((word) => !/^(npm|run|--)$/.test(word)))
}

describe('getting started', () => {
  it('shows a program that runs by the command below it, and learns what the page says', async () => {
    const command = (await commands()).find(([name]) => name === 'example') ?? []
    const { code, output } = await runCommand(...command)
    assert.equal(code, 0, output)
    assert.match(output, /^engine /m)
    const [, first, last] = /loss ([\d.]+), after 100 epochs ([\d.e-]+)/.exec(output) ?? []
    assert.equal(Number(first).toFixed(2), '0.29')
    assert.ok(Number(last) < 0.01, output)
  })

  it('gives npm start arguments that it knows', async () => {
    const starts = (await commands()).filter(([name]) => name === 'start')
    assert.equal(starts.length, 2)
    for (const command of starts) {
      const { code, output } = await runCommand(...command, '--help')
      assert.equal(code, 0, output)
      assert.match(output, /--seconds/)
    }
  })

  it('says which examples there are', async () => {
    const { code, output } = await runCommand('example', 'none')
    assert.equal(code, 1)
    assert.match(output, /No example "none"; there are: csv, mnist-autoencoder, sine/)
  })
})
