import assert from 'node:assert/strict'
import { bytesSource } from '@kq/data/byte-source'
import { crc32 } from '@kq/data/crc32'
import { openSafetensors, writeSafetensors } from '@kq/data/safetensors'
import type { Engine } from '@kq/linalg/engine'
import { hostEngine } from '@kq/linalg/host'
import { opaqueEngine } from '@kq/linalg/laws'
import { mlp } from '@kq/nn/mlp'
import fc from 'fast-check'
import { adam } from '../src/adam.ts'
import { type CheckpointSubject, readCheckpoint, writeCheckpoint } from '../src/checkpoint.ts'
import { kbfgs } from '../src/kbfgs.ts'
import type { Trainer, TrainerOptions } from '../src/trainer.ts'
import { assertRejects, assertThrows } from './support/assert-throws.ts'
import { collect } from './support/collect.ts'
import { methods } from './support/methods.ts'
import { snapshotOf, trainerOf } from './support/trainers.ts'

const model = mlp([3, 4, 2], { activation: 'tanh' })
const shuffled: Partial<TrainerOptions> = { model, batching: 'shuffled', seed: 4 }

/** A trainer after some steps, and what its checkpoints are of. */
async function trained(
  steps: number,
  { optimizer = kbfgs({ learningRate: 0.1 }), engine = hostEngine() }: Partial<TrainerOptions> = {},
): Promise<{ trainer: Trainer; subject: CheckpointSubject }> {
  const subject = { model, optimizer, engine }
  const trainer = trainerOf({ ...shuffled, ...subject })
  await trainer.fit({ iterations: steps, evaluate: false })
  return { trainer, subject }
}

const written = async (steps = 3, extra = {}): Promise<Uint8Array> => {
  const { trainer, subject } = await trained(steps)
  return collect(writeCheckpoint(trainer.position, subject, extra))
}

const plain = { model, optimizer: kbfgs({ learningRate: 0.1 }), engine: hostEngine() }

describe('a checkpoint', () => {
  for (const { name, make } of methods) {
    for (const [kind, open] of Object.entries({
      host: () => hostEngine({ poison: true }),
      opaque: () => opaqueEngine() as Engine,
      float32: () => hostEngine({ dtype: 'float32' }),
    })) {
      it(`is all that ${name} goes on from, to the last bit, on the ${kind} engine`, async () => {
        const changed = { optimizer: make(), engine: open() }
        const { trainer: whole } = await trained(9, changed)
        const { trainer: first, subject } = await trained(5, changed)
        const bytes = await collect(writeCheckpoint(first.position, subject, { note: [1, 2] }))
        first.dispose()
        const again = { ...subject, engine: open() }
        const { position, extra } = await readCheckpoint(bytesSource(bytes), again)
        assert.deepEqual(extra, { note: [1, 2] })
        const second = trainerOf({ ...shuffled, ...again, seed: 77, from: position })
        assert.equal(second.snapshot, undefined)
        await second.fit({ iterations: 4, evaluate: false })
        assert.deepStrictEqual(await snapshotOf(second), await snapshotOf(whole))
        const { seconds: _, ...end } = await second.takeSnapshot()
        const { seconds: __, ...expected } = await whole.takeSnapshot()
        assert.deepStrictEqual(end, expected)
      })
    }
  }

  it('holds what else it is given, matrices on the host', async () => {
    const values = Float64Array.of(1, 2)
    const extra = { held: { rows: 1, columns: 2, values }, at: -Infinity, list: ['a', null] }
    const read = await readCheckpoint(bytesSource(await written(1, extra)), plain)
    assert.deepStrictEqual(read.extra, extra)
  })

  it('is the same of a snapshot', async () => {
    const { trainer, subject } = await trained(3)
    const live = await collect(writeCheckpoint(trainer.position, subject))
    const held = await collect(writeCheckpoint(await trainer.takeSnapshot(), subject))
    assert.deepEqual(held, live)
  })

  it('is written while training stands still, every so many steps', async () => {
    const { trainer, subject } = await trained(0)
    const at: number[] = []
    let busy = false
    await trainer.fit({
      iterations: 7,
      evaluate: false,
      checkpointEvery: 3,
      onEvent: () => assert.ok(!busy),
      onCheckpoint: async () => {
        busy = true
        for await (const _ of writeCheckpoint(trainer.position, subject)) {
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
        busy = false
        at.push(trainer.iterations)
      },
    })
    assert.deepEqual(at, [3, 6])
    await assertRejects(
      trainer.fit({ iterations: 1, checkpointEvery: 0 }),
      'RangeError',
      'checkpointEvery',
    )
  })

  it('reads one matrix, hands it on, and only then reads the next; loading uploads likewise', async () => {
    const { trainer, subject } = await trained(3)
    const { engine } = subject
    let reads = 0
    const read = engine.read.bind(engine)
    engine.read = (a) => {
      reads++
      return read(a)
    }
    const pieces: Uint8Array[] = []
    for await (const piece of writeCheckpoint(trainer.position, subject)) {
      assert.ok(reads <= pieces.length)
      pieces.push(piece)
    }
    assert.ok(reads > 10)
    const order: string[] = []
    const target = hostEngine()
    const upload = target.upload.bind(target)
    target.upload = (...given) => {
      order.push('upload')
      return upload(...given)
    }
    const source = bytesSource(Buffer.concat(pieces))
    await readCheckpoint(
      {
        ...source,
        readInto: (into, position) => {
          order.push('read')
          return source.readInto(into, position)
        },
      },
      { ...subject, engine: target },
    )
    const matrices = order.filter((what) => what === 'upload').length
    assert.equal(matrices, reads)
    // Length, header, checksums; then each matrix before the next; the order of batches last.
    assert.deepEqual(order, [
      ...['read', 'read', 'read'],
      ...Array.from({ length: matrices }, () => ['read', 'upload']).flat(),
      'read',
    ])
  })

  it('says what differs, and leaves nothing on the engine', async () => {
    const source = bytesSource(await written(), 'c.safetensors')
    const cases: [Partial<CheckpointSubject>, ...string[]][] = [
      [{ model: mlp([3, 5, 2], { activation: 'tanh' }) }, 'layer 0 is dense 3→4', 'dense 3→5'],
      [{ model: mlp([3, 4, 2], { activation: 'relu' }) }, 'layer 1 is tanh', 'relu in this'],
      [{ optimizer: adam() }, 'is of K-BFGS', 'by Adam'],
      [{ optimizer: kbfgs({ learningRate: 0.2 }) }, 'learningRate is 0.1', '0.2 in this'],
      [{ engine: hostEngine({ dtype: 'float32' }) }, 'float64', 'float32'],
    ]
    for (const [change, ...parts] of cases) {
      const subject = { ...plain, engine: hostEngine(), ...change }
      await assertRejects(
        readCheckpoint(source, subject),
        'CheckpointError',
        'c.safetensors',
        ...parts,
      )
      assert.equal(subject.engine.stats().liveMatrices, 0)
    }
  })

  it('of another version or kind is refused by name', async () => {
    const bytes = await written()
    const again = async (change: Record<string, string>): Promise<Uint8Array> => {
      const file = await openSafetensors(bytesSource(bytes))
      const tensors = file.tensors.slice(0, -1).map(({ name, dtype, shape }) => ({
        ...{ name, dtype: dtype as 'F64', shape },
        read: () => file.read(name),
      }))
      const sums: number[] = []
      const last = {
        ...{ name: 'crc32', dtype: 'U32' as const, shape: [file.tensors.length] },
        read: () => Uint32Array.from(sums),
      }
      const all: Uint8Array[] = []
      for await (const piece of writeSafetensors([...tensors, last], {
        ...file.metadata,
        ...change,
      })) {
        sums.push(crc32(piece))
        all.push(piece)
      }
      return Buffer.concat(all)
    }
    const read = async (change: Record<string, string>): Promise<unknown> =>
      readCheckpoint(bytesSource(await again(change)), plain)
    await read({})
    await assertRejects(read({ version: '1' }), 'CheckpointError', 'version 1', 'version 2')
    await assertRejects(read({ format: 'other' }), 'CheckpointError', 'no checkpoint')
  })

  it('belongs to one engine', async () => {
    const { position } = await readCheckpoint(bytesSource(await written()), plain)
    assertThrows(
      () => trainerOf({ ...shuffled, ...plain, engine: hostEngine(), from: position }),
      'TypeError',
      'another engine',
    )
  })

  it('is refused when it is cut, at whatever byte', async () => {
    const bytes = await written()
    for (let length = 0; length < bytes.length; length++) {
      const cut = readCheckpoint(bytesSource(bytes.subarray(0, length)), plain)
      await assert.rejects(cut, { name: 'CheckpointError', problem: 'damaged' }, `cut at ${length}`)
    }
  })

  it('is refused with any bit flipped, or any bytes changed, and leaves nothing behind', async () => {
    const bytes = await written()
    const engine = hostEngine()
    const anyChange = fc.oneof(
      fc.record({ at: fc.nat(bytes.length - 1), mask: fc.nat(7).map((bit) => [1 << bit]) }),
      fc.record({
        at: fc.nat(bytes.length - 1),
        mask: fc.array(fc.nat(255), { minLength: 1, maxLength: 4 }),
      }),
    )
    let refused = 0
    await fc.assert(
      fc.asyncProperty(anyChange, async ({ at, mask }) => {
        const changed = bytes.map((byte, index) => byte ^ (mask[index - at] ?? 0))
        fc.pre(!Buffer.from(changed).equals(bytes))
        const reading = readCheckpoint(bytesSource(changed), { ...plain, engine })
        await assert.rejects(reading, { name: 'CheckpointError', problem: 'damaged' })
        assert.equal(engine.stats().liveMatrices, 0)
        refused++
      }),
      { numRuns: 2000 },
    )
    assert.equal(refused, 2000)
  })
})
