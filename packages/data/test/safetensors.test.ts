import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { bytesSource } from '../src/byte-source.ts'
import {
  openSafetensors,
  type Tensor,
  type TensorArray,
  tensorType,
  writeSafetensors,
} from '../src/safetensors.ts'
import { collect } from './support/collect.ts'
import { python, safetensorsInPython, whyNoNumpy } from './support/python.ts'

const tensor = (name: string, values: TensorArray, shape = [values.length]): Tensor => ({
  name,
  dtype: tensorType(values),
  shape,
  read: () => values,
})

const some = [
  tensor('wide', Float64Array.of(Math.PI, -0, Infinity, Number.NaN), [2, 2]),
  tensor('→ "name"', Float32Array.of(1.5, -2, 3e-40), [3, 1]),
  tensor('order', Uint32Array.of(4_000_000_000, 1)),
  tensor('none', new Int8Array(0), [0, 5]),
]

/** A file with any header over `numbers` zero bytes. */
const fileOf = (header: unknown, numbers = 0): Uint8Array => {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = Buffer.alloc(8 + text.length + numbers)
  bytes.writeBigUInt64LE(BigInt(text.length))
  text.copy(bytes, 8)
  return bytes
}

const open = (bytes: Uint8Array) => openSafetensors(bytesSource(bytes, 'x.safetensors'))

describe('safetensors', () => {
  it('gives back every bit, name, shape and text', async () => {
    const anyTensors = fc.uniqueArray(
      fc.record({
        name: fc.string({ unit: 'grapheme', maxLength: 8 }),
        values: fc.oneof(fc.float64Array(), fc.float32Array(), fc.uint32Array(), fc.int16Array()),
      }),
      { selector: ({ name }) => name, maxLength: 5 },
    )
    const anyTexts = fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      fc.string({ unit: 'grapheme' }),
    )
    await fc.assert(
      fc.asyncProperty(anyTensors, anyTexts, async (tensors, metadata) => {
        const usable = tensors.filter(({ name }) => name !== '__metadata__' && name !== '__proto__')
        const written = usable.map(({ name, values }) => tensor(name, values))
        const file = await open(await collect(writeSafetensors(written, metadata)))
        assert.deepEqual({ ...file.metadata }, { ...metadata })
        assert.equal(file.tensors.length, usable.length)
        for (const { name, values } of usable) {
          assert.deepStrictEqual(await file.read(name), values)
        }
      }),
    )
  })

  it('is read by Python by the letter of the format', async function () {
    const reason = whyNoNumpy()
    if (reason) this.skipBecause(reason)
    const folder = mkdtempSync(join(tmpdir(), 'kq-'))
    const path = join(folder, 'x.safetensors')
    const finite = [tensor('wide', Float64Array.of(Math.PI, 1e300), [1, 2]), ...some.slice(1)]
    writeFileSync(path, await collect(writeSafetensors(finite, { by: 'KQ →' })))
    assert.deepEqual(python(safetensorsInPython, path), [
      { by: 'KQ →' },
      {
        wide: [[Math.PI, 1e300]],
        '→ "name"': [[1.5], [-2], [Math.fround(3e-40)]],
        order: [4_000_000_000, 1],
        none: [],
      },
    ])
    rmSync(folder, { recursive: true })
  })

  it('asks for one tensor at a time, and pads the header to a multiple of eight', async () => {
    const asked: string[] = []
    const tensors = some.map((each) => ({
      ...each,
      read: () => {
        asked.push(each.name)
        return each.read()
      },
    }))
    const pieces = writeSafetensors(tensors)
    const { value: header } = await pieces.next()
    assert.equal((header as Uint8Array).length % 8, 0)
    for (let k = 0; k < some.length; k++) {
      assert.equal(asked.length, k)
      await pieces.next()
    }
    assert.deepEqual(await pieces.next(), { done: true, value: undefined })
  })

  it('refuses two tensors of one name and numbers that are not as announced', async () => {
    const [one] = some
    await assert.rejects(collect(writeSafetensors([one, one])), /two entries named wide/)
    const wrong = { ...one, shape: [3] }
    await assert.rejects(collect(writeSafetensors([wrong])), /wide is said to be 3 .* 4 numbers/)
  })

  it('refuses, before it allocates, what is cut, too long or contradicts itself', async () => {
    const whole = await collect(writeSafetensors(some))
    for (let length = 0; length < whole.length; length++) {
      await assert.rejects(open(whole.subarray(0, length)), { name: 'FormatError' })
    }
    await assert.rejects(open(Uint8Array.of(...whole, 0)), /trailing bytes/)
    const entry = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({
      x: { dtype, shape, data_offsets: offsets },
    })
    const refused: [unknown, RegExp][] = [
      ['{', /not JSON/],
      [{ a: '' }, /lacks a dtype/],
      ['[]', /not a JSON object/],
      [{ __metadata__: { n: 1 } }, /more than strings/],
      [entry([-1], [0, 4]), /lacks/],
      [entry([1], [0]), /lacks/],
      [entry([1], [0, 8]), /8 bytes for 1 numbers of F32/],
      [entry([2 ** 40, 2 ** 40], [0, 4]), /4 bytes/],
      [entry([1], [4, 8]), /does not begin/],
      [{ ...entry([1], [0, 4]), y: entry([1], [0, 4]).x }, /does not begin/],
    ]
    for (const [header, message] of refused) await assert.rejects(open(fileOf(header, 4)), message)
    const invalid = Buffer.from(fileOf({ aaaa: 1 }))
    invalid[11] = 0xff
    await assert.rejects(open(invalid), /not JSON/)
  })

  it('tells of types that it does not read, and of tensors that are not there', async () => {
    const file = await open(fileOf({ h: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] } }, 4))
    await assert.rejects(file.read('h'), /h is of BF16; this reader knows F64, F32/)
    await assert.rejects(file.read('g'), /no tensor g; there are h/)
  })
})
