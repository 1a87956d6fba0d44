/** A binary heap of indices, smallest key first; it takes linear time to build. */
export interface BreakpointHeap {
  /** The index with the smallest key; `undefined` if there is none. */
  peek(): number | undefined
  /** Takes it out. */
  pop(): void
}

/** Orders indices by `keys[index]`, in the memory of `indices`. */
export function breakpointHeap(indices: Int32Array, keys: Float64Array): BreakpointHeap {
  let { length } = indices

  function sink(from: number): void {
    const index = indices[from]
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= length) break
      if (child + 1 < length && keys[indices[child + 1]] < keys[indices[child]]) child++
      if (!(keys[indices[child]] < keys[index])) break
      indices[place] = indices[child]
      place = child
    }
    indices[place] = index
  }
  for (let i = (length >> 1) - 1; i >= 0; i--) sink(i)
  return {
    peek: () => (length > 0 ? indices[0] : undefined),
    pop() {
      if (length < 2) {
        length = 0
        return
      }
      indices[0] = indices[--length]
      sink(0)
    },
  }
}
