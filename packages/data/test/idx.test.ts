import assert from 'node:assert/strict'
import fc from 'fast-check'
import { FormatError } from '../src/format-error.ts'
import { parseIdx, type IdxData } from '../src/idx.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/** A second, direct statement of the format: how each type is written. */
const writers = {
  0x08: [1, (view: DataView, at: number, x: number) => view.setUint8(at, x), Uint8Array],
  0x09: [1, (view: DataView, at: number, x: number) => view.setInt8(at, x), Int8Array],
  0x0b: [2, (view: DataView, at: number, x: number) => view.setInt16(at, x), Int16Array],
  0x0c: [4, (view: DataView, at: number, x: number) => view.setInt32(at, x), Int32Array],
  0x0d: [4, (view: DataView, at: number, x: number) => view.setFloat32(at, x), Float32Array],
  0x0e: [8, (view: DataView, at: number, x: number) => view.setFloat64(at, x), Float64Array],
} as const
type Code = keyof typeof writers
const codes = Object.keys(writers).map(Number) as Code[]

const encode = (code: Code, dims: readonly number[], values: readonly number[]): Uint8Array => {
  const [size, write] = writers[code]
  const start = 4 + 4 * dims.length
  const bytes = new Uint8Array(start + size * values.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(2, code)
  view.setUint8(3, dims.length)
  dims.forEach((dim, i) => view.setUint32(4 + 4 * i, dim))
  values.forEach((value, i) => write(view, start + size * i, value))
  return bytes
}

const valuesOf = (code: Code, count: number): fc.Arbitrary<number[]> => {
  const limits = { 0x08: [0, 255], 0x09: [-128, 127], 0x0b: [-(2 ** 15), 2 ** 15 - 1] } as const
  const [min, max] =
    code in limits ? limits[code as keyof typeof limits] : [-(2 ** 31), 2 ** 31 - 1]
  const value = code === 0x0d ? fc.float() : code === 0x0e ? fc.double() : fc.integer({ min, max })
  return fc.array(value, { minLength: count, maxLength: count })
}

const contents = fc
  .tuple(
    fc.constantFrom(...codes),
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
  )
  .chain(([code, dims]) =>
    valuesOf(
      code,
      dims.reduce((product, dim) => product * dim, 1),
    ).map((values) => ({
      code,
      dims,
      values,
    })),
  )

const expectFormatError = (bytes: Uint8Array, message: RegExp, offset: number): void => {
  assert.throws(
    () => parseIdx(bytes),
    (error) => {
      assert.ok(error instanceof FormatError, String(error))
      assert.match(error.message, message)
      assert.equal(error.offset, offset)
      return true
    },
  )
}

const header = (code: number, rank: number, ...dims: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + 4 * dims.length)
  bytes.set([0, 0, code, rank])
  dims.forEach((dim, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, dim))
  return bytes
}

describe('parseIdx', () => {
  it('reads back all types and shapes, empty ones too, from any place in a larger buffer', () => {
    fc.assert(
      fc.property(contents, fc.nat(9), ({ code, dims, values }, lead) => {
        const bytes = encode(code, dims, values)
        const buffer = new Uint8Array(lead + bytes.length + 3)
        buffer.set(bytes, lead)
        const parsed = parseIdx(buffer.subarray(lead, lead + bytes.length))
        assert.deepEqual(parsed.dims, dims)
        assert.deepEqual(parsed.data, new writers[code][2](values))
      }),
      { numRuns },
    )
  })

  it('shares unsigned bytes instead of copying them', () => {
    const bytes = encode(0x08, [3], [1, 2, 3])
    assert.equal(parseIdx(bytes).data.buffer, bytes.buffer)
  })

  it('names the file and the byte in its errors', () => {
    const read = (): unknown => parseIdx(Uint8Array.of(0, 0, 7, 1), { file: 'digits.idx' })
    assert.throws(read, /^FormatError: digits\.idx: the type byte is 0x07; .*\(at byte 2\)$/)
  })

  it('refuses other formats', () => {
    expectFormatError(Uint8Array.of(0x1f, 0x8b, 8, 0), /gunzip it first/, 0)
    expectFormatError(Uint8Array.of(), /ends after 0 bytes/, 0)
    expectFormatError(
      Uint8Array.of(0x89, 0x50, 8, 1),
      /two zero bytes, but this one with 0x89 0x50/,
      0,
    )
    expectFormatError(Uint8Array.of(0, 0, 0x0a, 1), /type byte is 0x0a/, 2)
    expectFormatError(Uint8Array.of(0, 0, 8, 0), /0 dimensions/, 3)
  })

  it('refuses sizes that lie, without allocating for them', () => {
    const most = 2 ** 32 - 1
    expectFormatError(header(0x08, 3, 1, 1), /ends within the header: 3 dimensions make it 16/, 12)
    expectFormatError(header(0x08, 255), /255 dimensions make it 1024 bytes/, 4)
    expectFormatError(header(0x08, 1, most), /but the file has 8/, 8)
    expectFormatError(header(0x0e, 2, most, most), /4294967295 × 4294967295 values of 8 bytes/, 12)
    // 2^32 bytes modulo 2^32, and a product beyond the largest float64.
    expectFormatError(header(0x08, 2, 2 ** 16, 2 ** 16), /a file of 4294967308 bytes/, 12)
    expectFormatError(
      header(0x0e, 255, ...Array.from({ length: 255 }, () => most)),
      /Infinity/,
      1024,
    )
    const long = new Uint8Array([...encode(0x0b, [2], [1, 2]), 0])
    expectFormatError(long, /a file of 12 bytes, but the file has 13/, 12)
  })

  it('takes a zero among huge dimensions as no values', () => {
    const dims = [...Array.from({ length: 40 }, () => 2 ** 32 - 1), 0]
    assert.equal(parseIdx(header(0x0e, 41, ...dims)).data.length, 0)
  })
})

describe('parseIdx of damaged files', () => {
  const files: Uint8Array[] = codes.map((code) => encode(code, [2, 3, 4], [...Array(24).keys()]))
  files.push(encode(0x08, [5], [1, 2, 3, 4, 5]), encode(0x0e, [], []))
  const limit = 64 * 1024 * 1024

  /** What the format says of `bytes`, told without the reader: the values, or none. */
  const oracle = (bytes: Uint8Array): IdxData | undefined => {
    const [, , code, rank] = bytes
    const writer = writers[code as Code]
    if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || writer === undefined) return
    if (rank === 0 || bytes.length < 4 + 4 * rank) return
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    let count = 1n
    for (let i = 0; i < rank; i++) count *= BigInt(view.getUint32(4 + 4 * i))
    const [size, , Data] = writer
    if (count * BigInt(size) !== BigInt(bytes.length - 4 - 4 * rank)) return
    const native = bytes.slice(4 + 4 * rank)
    for (let i = 0; i < native.length; i += size) native.subarray(i, i + size).reverse()
    return new Data(native.buffer)
  }

  /** Either a right parse or a FormatError with an offset within the file; nothing else. */
  const judge = (bytes: Uint8Array): void => {
    const expected = oracle(bytes)
    try {
      assert.deepEqual(parseIdx(bytes).data, expected)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      assert.equal(expected, undefined, `refused, but is right: ${error.message}`)
      assert.ok(error.offset >= 0 && error.offset <= bytes.length)
    }
  }

  const measured = (cases: () => number): void => {
    const memory = process.memoryUsage().arrayBuffers
    const start = performance.now()
    const count = cases()
    const milliseconds = performance.now() - start
    assert.ok(milliseconds / count < 5, `${milliseconds} ms for ${count} cases`)
    assert.ok(process.memoryUsage().arrayBuffers - memory < limit)
  }

  it('cut at every byte', () => {
    measured(() => {
      let count = 0
      for (const file of files) {
        for (let length = 0; length <= file.length; length++, count++)
          judge(file.subarray(0, length))
      }
      return count
    })
  })

  it('with every header byte set to every value', () => {
    let count = 0
    measured(() => {
      for (const file of files) {
        for (let position = 0; position < Math.min(16, file.length); position++) {
          for (let value = 0; value < 256; value++, count++) {
            const bytes = file.slice()
            bytes[position] = value
            judge(bytes)
          }
        }
      }
      return count
    })
    assert.ok(count >= 2000, `${count}`)
  })

  it('with bytes changed, removed and added anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 4 }),
        fc.nat(8),
        fc.boolean(),
        (file, changes, length, grow) => {
          const bytes = new Uint8Array(Math.max(0, file.length + (grow ? length : -length)))
          bytes.set(file.subarray(0, bytes.length))
          for (const [position, value] of changes) {
            if (position < bytes.length) bytes[position] = value
          }
          judge(bytes)
        },
      ),
      { numRuns },
    )
  })
})
