import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesSource } from '@kq/data/byte-source'
import { writeSafetensors } from '@kq/data/safetensors'
import { hostEngine } from '@kq/linalg/host'
import {
  numpyLoad,
  python,
  safetensorsInPython,
  whyNoNumpy,
} from '../../data/test/support/python.ts'
import { readModel, writeModel } from '../src/model-file.ts'
import { collect } from './support/collect.ts'
import { trainerOf } from './support/trainers.ts'
import { download } from './support/values.ts'

/** Rows of numbers by name. */
const rowsOf = async (trainer: ReturnType<typeof trainerOf>): Promise<Record<string, number[][]>> =>
  Object.fromEntries(
    Object.entries(await download(trainer.parameters)).map(([name, { rows, columns, data }]) => [
      name,
      Array.from({ length: rows }, (_, i) =>
        Array.from(data.subarray(i * columns, (i + 1) * columns)),
      ),
    ]),
  )

const open = (dtype: 'float32' | 'float64') => trainerOf({ engine: hostEngine({ dtype }) })

describe('writeModel', () => {
  for (const dtype of ['float32', 'float64'] as const) {
    it(`gives every bit of ${dtype} parameters back through safetensors`, async () => {
      const trainer = open(dtype)
      const bytes = await collect(writeModel(trainer.parameters, 'safetensors'))
      const engine = hostEngine({ dtype })
      const parameters = await readModel(bytesSource(bytes), engine)
      assert.deepStrictEqual(await download(parameters), await download(trainer.parameters))
      const again = trainerOf({ engine, parameters, seed: 9 })
      assert.deepStrictEqual(await rowsOf(again), await rowsOf(trainer))
    })

    it(`is read by Python, of ${dtype}`, async function () {
      const reason = whyNoNumpy()
      if (reason) this.skipBecause(reason)
      const trainer = open(dtype)
      const folder = mkdtempSync(join(tmpdir(), 'kq-'))
      const path = join(folder, 'model')
      const rows = await rowsOf(trainer)
      writeFileSync(path, await collect(writeModel(trainer.parameters, 'safetensors')))
      assert.deepEqual(python(safetensorsInPython, path), [{}, rows])
      writeFileSync(path, await collect(writeModel(trainer.parameters, 'npz')))
      const type = dtype === 'float32' ? '<f4' : '<f8'
      const expected = Object.entries(rows).map(([name, each]) => [name, [type, each]])
      assert.deepEqual(python(numpyLoad, path), Object.fromEntries(expected))
      rmSync(folder, { recursive: true })
    })
  }
})

describe('readModel', () => {
  it('takes a vector as a column, a number as 1×1, and more dimensions not at all', async () => {
    const engine = hostEngine()
    const tensor = (name: string, shape: number[]) => ({
      ...{ name, shape, dtype: 'F32' as const },
      read: () => new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5),
    })
    const read = async (...shapes: number[][]) =>
      readModel(
        bytesSource(await collect(writeSafetensors(shapes.map((s, k) => tensor(`t${k}`, s))))),
        engine,
      )
    const { t0, t1 } = await read([3], [])
    assert.deepEqual([t0.rows, t0.columns, t1.rows, t1.columns], [3, 1, 1, 1])
    const { liveMatrices } = engine.stats()
    await assert.rejects(read([1, 2], [1, 2, 3]), /t1 is 1×2×3; expected a matrix/)
    assert.equal(engine.stats().liveMatrices, liveMatrices)
  })
})
