import assert from 'node:assert/strict'
import fc from 'fast-check'
import { classSize, createArena } from '../../src/internal/arena.ts'
import { OutOfMemoryError } from '../../src/out-of-memory-error.ts'

describe('classSize', () => {
  it('holds what is asked for in whole cache lines, and wastes an eighth or a line at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 }), (bytes) => {
        const size = classSize(bytes)
        assert.ok(size >= bytes)
        assert.equal(size % 64, 0)
        assert.ok(size - bytes <= Math.max(64, bytes / 8), `${size} bytes for ${bytes}`)
        assert.equal(classSize(size), size)
      }),
    )
  })
})

describe('createArena', () => {
  for (const shared of [true, false]) {
    it(`gives blocks that do not overlap, and uses them again (shared: ${shared})`, () => {
      const arena = createArena(shared)
      const memory = arena.memoryOf('float32')
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 30 }), (lengths) => {
          const views = lengths.map((length) => memory.allocate(length))
          for (const [k, view] of views.entries()) view.fill(k)
          for (const [k, view] of views.entries()) {
            assert.equal(view.length, lengths[k])
            assert.equal(view.byteOffset % 64, 0)
            assert.ok(view.every((value) => value === k))
            memory.release(view)
          }
        }),
      )
      const { top } = arena
      for (let k = 0; k < 1000; k++) memory.release(memory.allocate(3000 + (k % 50)))
      assert.ok(arena.top - top <= 2 ** 20, 'the arena grew')
    })
  }

  it('makes one large block of neighbours that are free, and cuts small ones of it', () => {
    const arena = createArena(true)
    const memory = arena.memoryOf('float32')
    const parts = [20_000, 30_000, 50_000].map((length) => memory.allocate(length))
    const { top } = arena
    for (const part of parts) memory.release(part)
    const whole = memory.allocate(100_000)
    assert.equal(whole.byteOffset, parts[0].byteOffset)
    memory.release(whole)
    memory.allocate(60_000)
    memory.allocate(39_000)
    assert.equal(arena.top, top)
    const { byteOffset, byteLength } = memory.allocate(70_000)
    assert.equal(arena.top, byteOffset + byteLength, 'what was free at the top is used first')
    assert.ok(byteOffset < top)
  })

  it('keeps views valid while shared memory grows', () => {
    const arena = createArena(true)
    const memory = arena.memoryOf('float64')
    const first = memory.allocate(100).fill(7)
    const before = arena.memory.buffer.byteLength
    const large = memory.allocate(before / 8 + 1)
    assert.ok(arena.memory.buffer.byteLength > before)
    large[large.length - 1] = 3
    assert.ok(first.every((value) => value === 7))
  })

  it('says the sizes where there is no room, and goes on', () => {
    const arena = createArena(true)
    const memory = arena.memoryOf('float64')
    const held = memory.allocate(1000)
    assert.throws(
      () => memory.allocate(2 ** 29),
      (error) =>
        error instanceof OutOfMemoryError &&
        error.requested === 2 ** 32 &&
        error.used === held.byteLength &&
        /4096\.0 MiB were asked for/.test(error.message),
    )
    assert.equal(memory.allocate(1000).length, 1000)
  })

  for (const shared of [true, false]) {
    it(`makes do with less where the platform has no more to reserve (shared: ${shared})`, () => {
      const { Memory } = WebAssembly
      WebAssembly.Memory = class extends Memory {
        constructor(type: WebAssembly.MemoryDescriptor) {
          if (type.maximum! > 8192) throw new RangeError('could not allocate memory')
          super(type)
        }
      }
      try {
        const arena = createArena(shared)
        assert.equal(arena.shared, shared)
        assert.throws(
          () => arena.memoryOf('float64').allocate(2 ** 26),
          (error) => error instanceof OutOfMemoryError && error.limit === 2 ** 29,
        )
        assert.equal(arena.memoryOf('float32').allocate(2 ** 26).length, 2 ** 26)
      } finally {
        WebAssembly.Memory = Memory
      }
    })
  }

  it('takes a block that is too large rather than fail', () => {
    const arena = createArena(false)
    const memory = arena.memoryOf('float64')
    const half = arena.memory.buffer.byteLength / 16
    const large = memory.allocate(half)
    memory.allocate(Math.floor((half * 3) / 4))
    const { byteOffset } = large
    memory.release(large)
    const other = memory.allocate(Math.floor(half * 0.6))
    assert.equal(other.byteOffset, byteOffset)
    memory.release(other)
    assert.equal(memory.allocate(half).byteOffset, byteOffset)
  })
})
