import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import {
  moduleBytes,
  signedBytes,
  unsignedBytes,
} from '../../../src/internal/expression/module-writer.ts'

/** Textbook LEB128. */
const decoded = (bytes: readonly number[], signed: boolean): bigint => {
  const value = bytes.reduce((sum, byte, k) => sum + (BigInt(byte & 0x7f) << BigInt(7 * k)), 0n)
  return signed ? BigInt.asIntN(7 * bytes.length, value) : value
}

describe('the module writer', () => {
  it('writes unsigned integers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        const bytes = unsignedBytes(value)
        assert.equal(decoded(bytes, false), BigInt(value))
        assert.ok(bytes.every((byte, k) => byte >= 128 === k < bytes.length - 1))
      }),
    )
  })

  it('writes signed integers', () => {
    const integer = fc.oneof(
      fc.integer(),
      fc.constantFrom(-64, 63, 64, -65, -1, 0, 2 ** 31 - 1, -(2 ** 31)),
    )
    fc.assert(
      fc.property(integer, (value) => {
        const bytes = signedBytes(value)
        assert.equal(decoded(bytes, true), BigInt(value))
        assert.ok(bytes.every((byte, k) => byte >= 128 === k < bytes.length - 1))
      }),
    )
  })

  it('writes valid modules for either kind of memory', () => {
    for (const sharedMemory of [true, false]) {
      const parts = {
        vectorFunctions: ['exp'],
        parameters: [0x7f],
        locals: [0x7b, 0x7c],
        sharedMemory,
      } as const
      const bytes = moduleBytes({ ...parts, body: [0x0b] })
      const module = new WebAssembly.Module(bytes)
      assert.deepEqual(
        WebAssembly.Module.imports(module).map(({ name, kind }) => `${kind} ${name}`),
        ['memory memory', 'function exp'],
      )
      assert.deepEqual(WebAssembly.Module.exports(module), [{ name: 'run', kind: 'function' }])
    }
  })
})
