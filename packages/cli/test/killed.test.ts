import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleSmallRun, type SmallRun, type SmallRunEnd } from './support/small-runs.ts'

const iterations = 25

describe('a training that is killed', () => {
  let home: string
  let run: SmallRun
  let whole: SmallRunEnd
  /** Milliseconds of training. */
  let duration: number

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'kq-'))
    run = await bundleSmallRun(home, iterations)
    whole = await run(join(home, 'whole'))
    duration = whole.end?.milliseconds ?? 0
    assert.equal(whole.end?.iterations, iterations, whole.error)
  })

  after(() => {
    rmSync(home, { recursive: true })
  })

  /** Runs on until it comes to its end, which must be that of the run that nothing befell. */
  const assertGoesOn = async (folder: string): Promise<void> => {
    const { code, end, error } = await run(folder)
    assert.equal(code, 0, error)
    assert.equal(end?.digest, whole.end?.digest)
    assert.equal(readdirSync(folder).length, 2, 'two checkpoints stay, and nothing half-written')
  }

  /** Kills so many runs, each going on where the last one was killed, up to five times a training. */
  const killRuns = async (
    name: string,
    count: number,
    options: () => Parameters<SmallRun>[1],
  ): Promise<{ kills: number; halfWritten: number }> => {
    let [kills, halfWritten, trainings] = [0, 0, 0]
    const lane = async (): Promise<void> => {
      while (kills < count) {
        const folder = join(home, `${name}${trainings++}`)
        for (let time = 0; time < 5; time++) {
          const { signal, error } = await run(folder, options())
          assert.equal(error, '')
          if (signal !== 'SIGKILL') break
          kills++
          const left = existsSync(folder) ? readdirSync(folder) : []
          if (left.some((file) => file.endsWith('.part'))) halfWritten++
        }
        await assertGoesOn(folder)
      }
    }
    await Promise.all([lane(), lane()])
    return { kills, halfWritten }
  }

  it('by kill -9 at 25 calls of the file system goes on to the same bits', async () => {
    const { calls = 0 } = whole.end ?? {}
    const { halfWritten } = await killRuns('call', 25, () => ({
      die: 1 + Math.floor((Math.random() * calls) / 4),
    }))
    assert.ok(halfWritten >= 5, `${halfWritten} of them left a file half-written`)
  })

  it('by kill -9 at 25 random moments goes on to the same bits', async () => {
    await killRuns('time', 25, () => ({
      kill: { signal: 'SIGKILL', after: (Math.random() * duration) / 4 },
    }))
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal} leaves a checkpoint of its last step, and goes on to the same bits`, async () => {
      const attempts = [0, 1, 2, 3].map(async (k) => {
        const folder = join(home, `${signal}${k}`)
        const kill = { signal, after: (k * duration) / 8 }
        const { code, end, error } = await run(folder, { kill })
        assert.equal(code, 0, error)
        const name = `${String(end?.iterations).padStart(9, '0')}.safetensors`
        assert.ok(readdirSync(folder).includes(name))
        await assertGoesOn(folder)
      })
      await Promise.all(attempts)
    })
  }
})
