import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { hostEngine } from '@kq/linalg/host'
import { halfMseLoss } from '@kq/nn/half-mse-loss'
import { mlp } from '@kq/nn/mlp'
import { readCheckpoint, writeCheckpoint } from '@kq/optim/checkpoint'
import { kbfgs } from '@kq/optim/kbfgs'
import { Trainer } from '@kq/optim/trainer'
import fc from 'fast-check'
import { type CheckpointFolder, checkpointFolder } from '../src/checkpoint-folder.ts'

const subject = {
  model: mlp([2, 3, 1], { activation: 'tanh' }),
  optimizer: kbfgs({ learningRate: 0.1 }),
  engine: hostEngine(),
}
const trainer = new Trainer({
  ...subject,
  loss: halfMseLoss,
  train: {
    name: 'four',
    inputs: { data: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1), rows: 4, columns: 2 },
    targets: { data: Float64Array.of(0, 1, 1, 0), rows: 4, columns: 1 },
  },
  batchSize: 2,
})

/** Trains up to an iteration and saves. */
const saveAt = async (folder: CheckpointFolder, iteration: number): Promise<string> => {
  const iterations = iteration - trainer.iterations
  if (iterations > 0) await trainer.fit({ iterations, evaluate: false })
  return folder.save(iteration, writeCheckpoint(trainer.position, subject))
}

const iterationIn = (folder: CheckpointFolder, said: string[] = []) =>
  folder.load(
    async (source) => (await readCheckpoint(source, subject)).position.iteration,
    (line) => said.push(line),
  )

describe('checkpointFolder', () => {
  let home: string
  let path: string

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kq-'))
    path = join(home, 'checkpoints', 'mine')
  })

  afterEach(() => rmSync(home, { recursive: true }))

  it('has nothing before the first save', async () => {
    const folder = checkpointFolder(path)
    assert.deepEqual(await folder.list(), [])
    assert.equal(await iterationIn(folder), undefined)
  })

  it('keeps the last ones, newest first, and clears away what a killed program left', async () => {
    const folder = checkpointFolder(path, { keep: 2 })
    await saveAt(folder, 3)
    writeFileSync(join(path, '000000004.safetensors.part'), 'half')
    writeFileSync(join(path, 'notes.txt'), 'mine')
    for (const iteration of [5, 9, 12]) await saveAt(folder, iteration)
    assert.deepEqual(
      (await folder.list()).map((file) => basename(file)),
      ['000000012.safetensors', '000000009.safetensors'],
    )
    assert.ok(readdirSync(path).includes('notes.txt'))
    assert.equal(readdirSync(path).length, 3)
    assert.equal(await iterationIn(folder), 12)
  })

  it('takes the one before where the last is damaged, and says so; not where it is of another training', async () => {
    const folder = checkpointFolder(path)
    await saveAt(folder, 15)
    const last = await saveAt(folder, 17)
    const other = { ...subject, optimizer: kbfgs({ learningRate: 0.2 }) }
    await assert.rejects(
      folder.load((source) => readCheckpoint(source, other)),
      /000000017.safetensors: K-BFGS's option learningRate is 0\.1/,
    )
    writeFileSync(last, 'nothing of the kind')
    const said: string[] = []
    assert.equal(await iterationIn(folder, said), 15)
    assert.match(said.join(), /000000017.safetensors: it is damaged.*taking the one before/)
    for (const file of await folder.list()) writeFileSync(file, '')
    await assert.rejects(iterationIn(folder), /000000017.safetensors: it is damaged/)
  })

  it('leaves what it has where a save fails: a full disk, a file in place of the folder', async () => {
    await saveAt(checkpointFolder(path), 20)
    const files = {
      ...fs,
      open: (async (file: string, flags: string) => {
        const handle = await fs.open(file, flags)
        let room = 500
        handle.write = ((bytes: Uint8Array, _offset: number, length: number) => {
          room -= length
          if (room >= 0) return Promise.resolve({ bytesWritten: length, buffer: bytes })
          const error = new Error('ENOSPC: no space left on device, write')
          return Promise.reject(Object.assign(error, { code: 'ENOSPC' }))
        }) as unknown as typeof handle.write
        return handle
      }) as typeof fs.open,
    }
    await assert.rejects(saveAt(checkpointFolder(path, { files }), 21), /The disk is full/)
    assert.equal(await iterationIn(checkpointFolder(path)), 20)
    assert.equal(readdirSync(path).length, 1)
    const file = join(home, 'file')
    writeFileSync(file, '')
    await assert.rejects(
      saveAt(checkpointFolder(join(file, 'x')), 21),
      /cannot make the folder .*--out/,
    )
  })

  it('gives the one before for a last one cut anywhere or with any bit flipped', async () => {
    const folder = checkpointFolder(path)
    const sound = await saveAt(folder, 30)
    const last = await saveAt(folder, 31)
    const [kept, bytes] = [readFileSync(sound), readFileSync(last)]
    const anyDamage = fc.oneof(
      fc.nat(bytes.length - 1).map((length) => ({ length, bit: undefined })),
      fc.nat(8 * bytes.length - 1).map((bit) => ({ length: bytes.length, bit })),
    )
    let refused = 0
    await fc.assert(
      fc.asyncProperty(anyDamage, async ({ length, bit }) => {
        const damaged = Buffer.from(bytes.subarray(0, length))
        if (bit !== undefined) damaged[bit >> 3] ^= 1 << (bit & 7)
        writeFileSync(last, damaged)
        const said: string[] = []
        assert.equal(await iterationIn(folder, said), 30)
        assert.match(said.join(), /000000031\.safetensors: .*damaged/)
        refused++
      }),
      { numRuns: 2000 },
    )
    assert.equal(refused, 2000)
    assert.deepEqual(readFileSync(sound), kept)
    writeFileSync(last, bytes)
    assert.equal(await iterationIn(folder), 31)
  })
})
