/** A binary heap of indices, smallest key first; it takes linear time to build. */
export interface BreakpointHeap {
  /** The index with the smallest key; `undefined` if there is none. */
  peek(): number | undefined
  /** Takes it out. */
  pop(): void
}

/** Orders indices by `keys[index]`, in the memory of `indices`. */
export function breakpointHeap(indices: number[], keys: Float64Array): BreakpointHeap {
  function sink(from: number): void {
    const index = indices[from]
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= indices.length) break
      if (child + 1 < indices.length && keys[indices[child + 1]] < keys[indices[child]]) child++
      if (!(keys[indices[child]] < keys[index])) break
      indices[place] = indices[child]
      place = child
    }
    indices[place] = index
  }
  for (let i = (indices.length >> 1) - 1; i >= 0; i--) sink(i)
  return {
    peek: () => indices[0],
    pop() {
      const last = indices.pop()
      if (indices.length === 0 || last === undefined) return
      indices[0] = last
      sink(0)
    },
  }
}
