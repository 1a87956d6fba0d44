/*
 * Memory for matrices: one WebAssembly.Memory, cut from the bottom up into blocks of size classes,
 * eight to each power of two, that are used again. Blocks are aligned to cache lines.
 *
 * Shared memory grows on demand, which leaves all views valid; memory that is not shared has its
 * final size from the beginning, since growing would empty every view that is held. What is not
 * touched costs nothing either way.
 */
import type { Dtype, Floats } from '@kq/linalg/dtype'
import { OutOfMemoryError } from '../out-of-memory-error.ts'

const page = 65536
const line = 64

/** Memory grows by at least so many bytes, and by an eighth of what it has. */
const growth = 64 * 2 ** 20

/** How far shared memory may grow, in pages: to 4 GiB, or less where so much cannot be reserved. */
const sharedPages = [65536, 32768, 16384, 8192, 4096]

/** Sizes to try for memory that cannot grow, in pages. */
const fixedPages = [32768, 16384, 8192, 4096, 1024]

/** Where storage of one dtype comes from. */
export interface ArenaMemory {
  allocate(length: number): Floats
  release(data: Floats): void
}

export interface Arena {
  readonly memory: WebAssembly.Memory
  readonly shared: boolean
  /** Bytes from the bottom that are or were in use: what the arena costs. */
  readonly top: number
  /** The address of a block that is never given back. */
  reserve(bytes: number): number
  memoryOf(dtype: Dtype): ArenaMemory
}

/** The size class of so many bytes: an eighth more at most. */
export function classSize(bytes: number): number {
  const least = Math.max(bytes, line)
  const step = Math.max(line, 2 ** (Math.floor(Math.log2(least)) - 3))
  return Math.ceil(least / step) * step
}

/** The largest memory to be had, and its size in bytes once it has grown. */
function openMemory(shared: boolean): { memory: WebAssembly.Memory; limit: number } {
  let refusal: unknown
  for (const maximum of shared ? sharedPages : fixedPages) {
    try {
      const initial = shared ? 64 : maximum
      return { memory: new WebAssembly.Memory({ initial, maximum, shared }), limit: maximum * page }
    } catch (error) {
      refusal = error
    }
  }
  throw refusal
}

/** A free block, and the view of it that was last in use. */
interface Block {
  readonly address: number
  readonly view: Floats | undefined
}

/** An arena of its own memory. */
export function createArena(shared: boolean): Arena {
  const { memory, limit } = openMemory(shared)
  const free = new Map<number, Block[]>()
  /** The sizes of blocks that are larger than their use asks for. */
  const oversized = new Map<number, number>()
  let top = line
  let held = 0

  function ensure(end: number): boolean {
    const size = memory.buffer.byteLength
    if (end <= size) return true
    if (end > limit) return false
    const least = Math.ceil((end - size) / page)
    const convenient = Math.ceil(Math.max(end - size, growth, size / 8) / page)
    for (const pages of [Math.min(convenient, (limit - size) / page), least]) {
      try {
        memory.grow(pages)
        return true
      } catch {
        // The machine may still have what is needed, if not what would be convenient.
      }
    }
    return false
  }

  function take(bytes: number): Block {
    const size = classSize(bytes)
    const block = free.get(size)?.pop()
    if (block) return block
    if (ensure(top + size)) {
      top += size
      return { address: top - size, view: undefined }
    }
    // A block that is too large, before giving up.
    for (const larger of [...free.keys()].sort((a, b) => a - b)) {
      const found = larger > size ? free.get(larger)?.pop() : undefined
      if (found) {
        oversized.set(found.address, larger)
        return found
      }
    }
    throw new OutOfMemoryError(size, held, limit, shared)
  }

  function give(address: number, bytes: number, view: Floats | undefined): void {
    const size = oversized.get(address) ?? classSize(bytes)
    oversized.delete(address)
    const list = free.get(size)
    if (list) list.push({ address, view })
    else free.set(size, [{ address, view }])
    held -= bytes
  }

  // Matrices that nobody freed are garbage one day; then so is their place.
  const garbage = new FinalizationRegistry<readonly [address: number, bytes: number]>(
    ([address, bytes]) => give(address, bytes, undefined),
  )

  function memoryOf(dtype: Dtype): ArenaMemory {
    const floats = dtype === 'float32' ? Float32Array : Float64Array
    return {
      allocate(length) {
        const bytes = length * floats.BYTES_PER_ELEMENT
        const { address, view: last } = take(bytes)
        held += bytes
        if (last?.length === length && last instanceof floats) return last
        if (last) garbage.unregister(last)
        const view: Floats = new floats(memory.buffer, address, length)
        garbage.register(view, [address, bytes], view)
        return view
      },
      release: (data) => give(data.byteOffset, data.byteLength, data),
    }
  }

  return {
    memory,
    shared,
    get top() {
      return top
    },
    reserve: (bytes) => take(bytes).address,
    memoryOf,
  }
}
