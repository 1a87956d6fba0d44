/** Stretches of memory that nobody uses. Neighbours are joined. */
export interface FreeRanges {
  /** The start of so many bytes, cut from the tightest range that has them; undefined if none has. */
  take(bytes: number): number | undefined
  /** Takes the range that ends at `end`, and returns its start; `end` if there is none. */
  takeBefore(end: number): number
  give(address: number, bytes: number): void
}

interface Range {
  start: number
  end: number
}

/** Best fit over a list by address (Knuth, The Art of Computer Programming 1, 2.5). */
export function createFreeRanges(): FreeRanges {
  const ranges: Range[] = []

  /** The place of the first range that starts at `address` or after. */
  function placeOf(address: number): number {
    let [low, high] = [0, ranges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ranges[middle].start < address) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    take(bytes) {
      let best = -1
      let least = Number.POSITIVE_INFINITY
      for (const [place, { start, end }] of ranges.entries()) {
        if (end - start < bytes || end - start >= least) continue
        best = place
        least = end - start
      }
      if (best < 0) return undefined
      const range = ranges[best]
      const { start } = range
      range.start += bytes
      if (range.start === range.end) ranges.splice(best, 1)
      return start
    },

    takeBefore(end) {
      const last = ranges.at(-1)
      if (last?.end !== end) return end
      ranges.pop()
      return last.start
    },

    give(address, bytes) {
      const end = address + bytes
      const place = placeOf(address)
      const [before, after] = [ranges[place - 1], ranges[place]] as (Range | undefined)[]
      const joinsBefore = before?.end === address
      if (before && joinsBefore) before.end = end
      if (after?.start === end) {
        if (before && joinsBefore) {
          before.end = after.end
          ranges.splice(place, 1)
        } else after.start = address
      } else if (!joinsBefore) ranges.splice(place, 0, { start: address, end })
    },
  }
}
