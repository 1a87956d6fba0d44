/*
 * Memory for matrices: one WebAssembly.Memory, used from the bottom up. Large blocks are cut to
 * measure from the tightest free range, which they join again. Small ones are of size classes, eight
 * to each power of two, cut from slabs, and keep their view for the next of the same length. Blocks
 * are aligned to cache lines.
 *
 * Shared memory grows on demand, which leaves all views valid; memory that is not shared has its
 * final size from the beginning, since growing would empty every view that is held. What is not
 * touched costs nothing either way.
 */
import type { Dtype, Floats } from '@kq/linalg/dtype'
import { OutOfMemoryError } from '../out-of-memory-error.ts'
import { createFreeRanges } from './free-ranges.ts'

const page = 65536
const line = 64

/** From so many bytes on, a block is large. */
const largeFrom = 32768

/** Bytes of a slab of small blocks. */
const slabSize = 2 ** 20

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

/** The size class of a small block of so many bytes: an eighth more at most. */
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

/** A free small block, and the view of it that was last in use. */
interface Block {
  readonly address: number
  readonly view: Floats | undefined
}

const wholeLines = (bytes: number): number => Math.ceil(Math.max(bytes, line) / line) * line

/** An arena of its own memory. */
export function createArena(shared: boolean): Arena {
  const { memory, limit } = openMemory(shared)
  const ranges = createFreeRanges()
  /** Free small blocks by size class. */
  const blocks = new Map<number, Block[]>()
  /** What is left of the last slab. */
  let slab = { at: 0, end: 0 }
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

  /** The address of so many bytes, in whole lines; undefined where there is no room. */
  function takeRange(size: number): number | undefined {
    const found = ranges.take(size)
    if (found !== undefined) return found
    const start = ranges.takeBefore(top)
    if (ensure(start + size)) {
      top = start + size
      return start
    }
    if (start < top) ranges.give(start, top - start)
    return undefined
  }

  function takeSmall(size: number): Block | undefined {
    const block = blocks.get(size)?.pop()
    if (block) return block
    if (slab.at + size > slab.end) {
      const at = takeRange(slabSize)
      if (at !== undefined) slab = { at, end: at + slabSize }
    }
    if (slab.at + size > slab.end) {
      const address = takeRange(size)
      return address === undefined ? undefined : { address, view: undefined }
    }
    slab.at += size
    return { address: slab.at - size, view: undefined }
  }

  function take(bytes: number): Block {
    if (bytes < largeFrom) {
      const block = takeSmall(classSize(bytes))
      if (block) return block
    } else {
      const address = takeRange(wholeLines(bytes))
      if (address !== undefined) return { address, view: undefined }
    }
    throw new OutOfMemoryError(bytes, held, limit, shared)
  }

  function give(address: number, bytes: number, view: Floats | undefined): void {
    held -= bytes
    if (bytes >= largeFrom) {
      if (view) garbage.unregister(view)
      ranges.give(address, wholeLines(bytes))
      return
    }
    const size = classSize(bytes)
    const list = blocks.get(size)
    if (list) list.push({ address, view })
    else blocks.set(size, [{ address, view }])
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
