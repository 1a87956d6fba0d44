import type { Dtype, Floats } from '@kq/linalg/dtype'

/** The distance of a number from the next larger one of a format. */
export function unitInTheLastPlace(dtype: Dtype, value: number): number {
  const [least, digits] = dtype === 'float32' ? [-126, 23] : [-1022, 52]
  const size = Math.abs(value)
  let exponent = Math.max(least, Math.floor(Math.log2(size)))
  // The logarithm may round up or down to a whole number.
  if (exponent > least && 2 ** exponent > size) exponent--
  if (exponent < 1023 && 2 ** (exponent + 1) <= size) exponent++
  return 2 ** exponent * 2 ** -digits || Number.MIN_VALUE
}

/** Numbers of all magnitudes, NaN and infinities too, from random bits. */
export function fromRandomBits(dtype: Dtype, length: number, seed: number): Floats {
  const words = new Uint32Array(length * 2)
  let state = seed
  for (let i = 0; i < words.length; i++) {
    // Mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    words[i] = mixed ^ (mixed >>> 14)
  }
  return dtype === 'float32'
    ? new Float32Array(words.buffer, 0, length)
    : new Float64Array(words.buffer)
}
