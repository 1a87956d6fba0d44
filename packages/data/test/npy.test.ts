import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npyParts } from '../src/npy.ts'
import { numpyLoad, python, whyNoNumpy } from './support/python.ts'

describe('npyParts', () => {
  it('begins the numbers at a multiple of 64, after the literal and a line feed', () => {
    const [header, numbers] = npyParts({ data: Float32Array.of(1, 2, 3), shape: [3] })
    assert.equal(header.length, 128)
    const text = Buffer.from(header).toString('latin1')
    assert.ok(text.startsWith('\x93NUMPY\x01\x00\x76\x00{'))
    assert.ok(text.includes("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"))
    assert.ok(text.endsWith(' \n'))
    assert.deepEqual(new Float32Array(Uint8Array.from(numbers).buffer), Float32Array.of(1, 2, 3))
  })

  it('refuses a shape of another number of elements', () => {
    assert.throws(() => npyParts({ data: new Int8Array(5), shape: [2, 3] }), /2×3, .* 5 numbers/)
  })

  it("is read by Python's numpy.load", function () {
    const reason = whyNoNumpy()
    if (reason) this.skipBecause(reason)
    const folder = mkdtempSync(join(tmpdir(), 'kq-'))
    const path = join(folder, 'x.npy')
    const read = (data: Parameters<typeof npyParts>[0]['data'], shape: number[]): unknown => {
      writeFileSync(path, Buffer.concat(npyParts({ data, shape })))
      return python(numpyLoad, path)
    }
    assert.deepEqual(read(Float64Array.of(Math.PI, 2, 3, 4, 5, 6), [2, 3]), {
      '': [
        '<f8',
        [
          [Math.PI, 2, 3],
          [4, 5, 6],
        ],
      ],
    })
    assert.deepEqual(read(Uint32Array.of(4_000_000_000), [1]), { '': ['<u4', [4_000_000_000]] })
    assert.deepEqual(read(Int8Array.of(-3), []), { '': ['|i1', -3] })
    rmSync(folder, { recursive: true })
  })
})
