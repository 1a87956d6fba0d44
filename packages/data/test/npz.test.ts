import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { npyParts } from '../src/npy.ts'
import { type NpzEntry, writeNpz } from '../src/npz.ts'
import { collect } from './support/collect.ts'
import { numpyLoad, python, whyNoNumpy } from './support/python.ts'

const arrays = {
  '0.W': { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
  bias: { data: Float64Array.of(0.1), shape: [1] },
}
const entries: NpzEntry[] = Object.entries(arrays).map(([name, array]) => ({
  name,
  read: () => array,
}))

describe('writeNpz', () => {
  it('is a zip file of NPY files, the same bytes each time', async () => {
    const bytes = await collect(writeNpz(entries))
    const files = unzipSync(bytes)
    assert.deepEqual(Object.keys(files), ['0.W.npy', 'bias.npy'])
    assert.deepEqual(Buffer.from(files['0.W.npy']), Buffer.concat(npyParts(arrays['0.W'])))
    assert.deepEqual(await collect(writeNpz(entries)), bytes)
  })

  it('refuses two arrays of one name', async () => {
    await assert.rejects(collect(writeNpz([entries[0], entries[0]])), /two arrays named 0\.W/)
  })

  it("is read by Python's numpy.load", async function () {
    const reason = whyNoNumpy()
    if (reason) this.skipBecause(reason)
    const folder = mkdtempSync(join(tmpdir(), 'kq-'))
    const path = join(folder, 'x.npz')
    writeFileSync(path, await collect(writeNpz(entries)))
    assert.deepEqual(python(numpyLoad, path), {
      '0.W': [
        '<f4',
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      bias: ['<f8', [0.1]],
    })
    rmSync(folder, { recursive: true })
  })
})
