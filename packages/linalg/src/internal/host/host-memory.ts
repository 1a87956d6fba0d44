import { allocate, type Dtype, type Floats } from '../../dtype.ts'

/** Where a host engine's storage comes from and goes to. */
export interface HostMemory {
  /** Room for `length` numbers of the engine's dtype, with arbitrary contents. */
  allocate(length: number): Floats
  /** Takes back what `allocate` gave. */
  release(data: Floats): void
}

/** Typed arrays that are used again for matrices of the same size. */
export function pooledMemory(dtype: Dtype): HostMemory {
  const pool = new Map<number, Floats[]>()
  return {
    allocate: (length) => pool.get(length)?.pop() ?? allocate(dtype, length),
    release(data) {
      const bucket = pool.get(data.length)
      if (bucket) bucket.push(data)
      else pool.set(data.length, [data])
    },
  }
}
