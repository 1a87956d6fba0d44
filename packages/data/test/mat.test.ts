import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { FormatError } from '../src/format-error.ts'
import { type MatArray, type MatData, type MatOptions, parseMat } from '../src/mat.ts'
import {
  arrayElement,
  compressedElement,
  element,
  header,
  writeMat,
  type Written,
} from './support/write-mat.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

/**
 * The elements of a file by SciPy 1.17.1, `savemat` of doubles = arange(6)/4 as 2×3, bytes = arange(6)
 * as 3×2, shorts = [-3, 300], text, and z, a complex number.
 */
const bySciPy = {
  compressed:
    'DwAAAD4AAAB4nONjYGDIAGI2IOaA0iDACuUzATEzEDMCMTsQp+SXJuWkFjNwAtkGDOjghT2EvgClP0DpB1D6iz0AZR' +
    'AJgw8AAAAxAAAAeJzjY2BgcABiNiDmAGJOBghghfKZgZgJiBmhYkmVJanFUDGQHgYmFkZmoAQATkYCvA8AAAAxAAAA' +
    'eJzjY2BgsABiNiDmAGIuBghghfIZgZgJSoPUFGfkF5UUMzAwM7Aw/P2vwwgAQ38FSQ8AAAArAAAAeJzjY2BgMABiNi' +
    'DmAGIWBghghfIZgZgJTLMwlKRWlAgAeXn5DAwAKEwDGg8AAAArAAAAeJzjY2Bg8ABiNiDmANEgAghYoXxGOGZkqALS' +
    'nFBxCPhgj8pncAAATiECjw==',
  plain:
    'DgAAAGgAAAAGAAAACAAAAAYAAAAAAAAABQAAAAgAAAACAAAAAwAAAAEAAAAHAAAAZG91YmxlcwAJAAAAMAAAAAAAAA' +
    'AAAAAAAAAAAAAA6D8AAAAAAADQPwAAAAAAAPA/AAAAAAAA4D8AAAAAAAD0Pw4AAABAAAAABgAAAAgAAAAJAAAAAAAA' +
    'AAUAAAAIAAAAAwAAAAIAAAABAAAABQAAAGJ5dGVzAAAAAgAAAAYAAAAAAgQBAwUAAA4AAAA4AAAABgAAAAgAAAAKAA' +
    'AAAAAAAAUAAAAIAAAAAQAAAAIAAAABAAAABgAAAHNob3J0cwAAAwAEAP3/LAEOAAAAMAAAAAYAAAAIAAAABAAAAAAA' +
    'AAAFAAAACAAAAAEAAAACAAAAAQAEAHRleHQQAAIAbm8AAA4AAABIAAAABgAAAAgAAAAGCAAAAAAAAAUAAAAIAAAAAQ' +
    'AAAAEAAAABAAEAegAAAAkAAAAIAAAAAAAAAAAA8D8JAAAACAAAAAAAAAAAAABA',
}

const dims = fc.array(fc.nat(4), { minLength: 2, maxLength: 4 })
const kinds = [
  (n: number) => fc.float64Array({ minLength: n, maxLength: n }),
  (n: number) => fc.float32Array({ minLength: n, maxLength: n }),
  (n: number) => fc.int8Array({ minLength: n, maxLength: n }),
  (n: number) => fc.uint8Array({ minLength: n, maxLength: n }),
  (n: number) => fc.int16Array({ minLength: n, maxLength: n }),
  (n: number) => fc.uint16Array({ minLength: n, maxLength: n }),
  (n: number) => fc.int32Array({ minLength: n, maxLength: n }),
  (n: number) => fc.uint32Array({ minLength: n, maxLength: n }),
] as readonly ((n: number) => fc.Arbitrary<MatData>)[]

const written: fc.Arbitrary<Written> = fc
  .tuple(fc.constantFrom(...kinds), dims, fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/))
  .chain(([kind, sizes, name]) =>
    kind(sizes.reduce((product, size) => product * size, 1)).map((data) => ({
      name,
      dims: sizes,
      data,
    })),
  )

const expectFormatError = (
  bytes: Uint8Array,
  message: RegExp,
  options?: MatOptions,
): Promise<void> =>
  assert.rejects(parseMat(bytes, options), (error) => {
    assert.ok(error instanceof FormatError, String(error))
    assert.match(error.message, message)
    assert.ok(error.offset >= 0 && error.offset <= bytes.length, `${error.offset}`)
    return true
  })

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const some: Written = { name: 'x', dims: [2, 1], data: Float64Array.of(1, 2) }

describe('parseMat', () => {
  for (const [kind, base64] of Object.entries(bySciPy)) {
    it(`reads what SciPy wrote, ${kind}, and passes over what is not numeric`, async () => {
      const arrays = await parseMat(joined(header(), Buffer.from(base64, 'base64')))
      assert.deepEqual(arrays, [
        { name: 'doubles', dims: [2, 3], data: Float64Array.of(0, 0.75, 0.25, 1, 0.5, 1.25) },
        { name: 'bytes', dims: [3, 2], data: Uint8Array.of(0, 2, 4, 1, 3, 5) },
        { name: 'shorts', dims: [1, 2], data: Int16Array.of(-3, 300) },
      ])
    })
  }

  it('reads back all classes and shapes, empty ones too, in both byte orders, from any place', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(written, { maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        fc.nat(9),
        async (arrays, littleEndian, compressed, lead) => {
          const bytes = writeMat(arrays, { littleEndian, compressed })
          const buffer = new Uint8Array(lead + bytes.length + 3)
          buffer.set(bytes, lead)
          const parsed = await parseMat(buffer.subarray(lead, lead + bytes.length))
          assert.deepEqual(parsed, arrays)
        },
      ),
      { numRuns },
    ))

  it('widens numbers that were written in fewer bytes', async () => {
    const doubles = { name: 'x', dims: [1, 3], data: Float64Array.of(1, 2, 250) }
    const bytes = joined(header(), arrayElement(doubles, true, Uint8Array.of(1, 2, 250)))
    assert.deepEqual(await parseMat(bytes), [doubles])
  })

  it('shares numbers that lie right instead of copying them', async () => {
    const bytes = writeMat([some])
    const [{ data }] = await parseMat(bytes)
    assert.equal(data.buffer, bytes.buffer)
  })

  it('takes what it is asked for, by the inflater it is given', async () => {
    const bytes = writeMat([some, { ...some, name: 'y' }], { compressed: true })
    let calls = 0
    const inflate = (compressed: Uint8Array): Uint8Array => {
      calls++
      return inflateSync(compressed)
    }
    const arrays = await parseMat(bytes, { variables: ['y'], inflate })
    assert.deepEqual(arrays, [{ ...some, name: 'y' }])
    assert.equal(calls, 2)
  })

  it('refuses variables that are not there, or no numbers', async () => {
    const bytes = joined(header(), Buffer.from(bySciPy.plain, 'base64'))
    await expectFormatError(
      bytes,
      /no variable bdata; the file has doubles, bytes, shorts, text, z/,
      {
        variables: ['bdata'],
      },
    )
    await expectFormatError(bytes, /variable text is text; expected numbers/, {
      variables: ['text'],
    })
    await expectFormatError(bytes, /^x\.mat: .* z is an array of complex numbers/, {
      variables: ['z'],
      file: 'x.mat',
    })
  })

  it('refuses other formats', async () => {
    await expectFormatError(new Uint8Array(), /ends after 0 bytes; a header has 128/)
    await expectFormatError(new Uint8Array(200), /no MAT file of level 5/)
    const hdf = new Uint8Array(200)
    hdf.set(new TextEncoder().encode('MATLAB 7.3 MAT-file'))
    await expectFormatError(hdf, /HDF5 .*save it with -v7/)
    const version = writeMat([some])
    version[125] = 2
    await expectFormatError(version, /version is 0x200/)
  })

  it('refuses sizes that lie, without allocating for them', async () => {
    const most = 2 ** 31 - 1
    const memory = process.memoryUsage().arrayBuffers
    const lying = { ...some, dims: [most, most] }
    await expectFormatError(
      writeMat([lying]),
      /promise 46116\d+ numbers of 8 bytes, but there are 16/,
    )
    const huge = element(14, new Uint8Array(8))
    new DataView(huge.buffer).setUint32(4, 0xffffffff, true)
    await expectFormatError(joined(header(), huge), /4294967295 bytes, but 8 are left/)
    await expectFormatError(
      joined(header(), compressedElement(huge)),
      /in a compressed variable, a compressed element has 16 bytes, not the 4294967303|has 16 bytes, not the 4294967303/,
    )
    assert.ok(process.memoryUsage().arrayBuffers - memory < 16e6)
  })

  it('stops decompressing where there is more than was promised', async () => {
    const bomb = joined(element(14, new Uint8Array(8)), new Uint8Array(50e6))
    const before = process.memoryUsage().arrayBuffers
    await expectFormatError(
      joined(header(), compressedElement(bomb)),
      /more than the 16 bytes that it promises/,
    )
    assert.ok(process.memoryUsage().arrayBuffers - before < 16e6)
  })

  it('says where there is no decompression', async () => {
    const { DecompressionStream: held } = globalThis
    Reflect.deleteProperty(globalThis, 'DecompressionStream')
    try {
      const bytes = writeMat([some], { compressed: true })
      await assert.rejects(parseMat(bytes), /no DecompressionStream: give a function as inflate/)
    } finally {
      globalThis.DecompressionStream = held
    }
  })
})

describe('parseMat of damaged files', () => {
  const arrays: Written[] = [
    some,
    { name: 'bytes', dims: [3, 1], data: Uint8Array.of(1, 2, 3) },
    { name: 'cube', dims: [2, 2, 2], data: Int16Array.from([...Array(8).keys()]) },
  ]
  const files = [
    writeMat(arrays),
    writeMat(arrays, { littleEndian: false }),
    writeMat(arrays, { compressed: true }),
  ]

  /** Either arrays whose numbers are as many as the dimensions say, or a FormatError. */
  const judge = async (bytes: Uint8Array): Promise<void> => {
    let parsed: MatArray[]
    try {
      parsed = await parseMat(bytes)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      assert.ok(error.offset >= 0 && error.offset <= bytes.length, error.message)
      return
    }
    for (const { dims: sizes, data } of parsed) {
      assert.equal(
        data.length,
        sizes.reduce((product, size) => product * size, 1),
      )
      assert.ok(data.byteLength <= 1032 * bytes.length)
    }
  }

  it('cut at every byte', async () => {
    for (const file of files) {
      for (let length = 0; length < file.length; length++) await judge(file.subarray(0, length))
    }
  })

  it('with every byte after the text of the header set to several values', async () => {
    for (const file of files) {
      for (let position = 124; position < file.length; position++) {
        for (const value of [0, 1, 14, 15, 0x80, 0xff]) {
          const bytes = file.slice()
          bytes[position] = value
          await judge(bytes)
        }
      }
    }
  })

  it('with bytes changed, removed and added anywhere', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.integer({ min: 124, max: 500 }), fc.nat(255)), { maxLength: 4 }),
        fc.integer({ min: -200, max: 16 }),
        async (file, changes, growth) => {
          const bytes = new Uint8Array(Math.max(0, file.length + growth))
          bytes.set(file.subarray(0, bytes.length))
          for (const [position, value] of changes) {
            if (position < bytes.length) bytes[position] = value
          }
          await judge(bytes)
        },
      ),
      { numRuns },
    ))
})
