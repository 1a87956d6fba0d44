import type { Samples } from './dataset.ts'

/**
 * Bytes divided by 255: each quotient is taken in float64 and rounded once to float32.
 *
 * @example
 * bytesToUnit(Uint8Array.of(0, 51, 255)) // Float32Array [0, 0.2, 1]
 */
export const bytesToUnit = (bytes: Uint8Array): Float32Array => {
  const quotients = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)
  const data = new Float32Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) data[i] = quotients[bytes[i]]
  return data
}

/** The smallest and the largest value of a data set. */
export interface ValueRange {
  readonly low: number
  readonly high: number
}

/**
 * The range of all values together.
 *
 * @throws RangeError if there are none, or one is not finite.
 */
export const rangeOf = ({ data, columns }: Samples): ValueRange => {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      const place = `row ${Math.floor(i / columns)}, column ${i % columns}`
      throw new RangeError(
        `rangeOf: the value at ${place} is ${data[i]}; expected finite numbers. Remove or replace it.`,
      )
    }
    low = Math.min(low, data[i])
    high = Math.max(high, data[i])
  }
  if (low > high) throw new RangeError('rangeOf: there are no values; expected at least one.')
  return { low, high }
}

/**
 * (x − low) / (high − low), clamped to [0, 1]; a copy in the precision of `samples`. Give the range
 * of the training set for its test set too, so that both are scaled alike. If the range is a single
 * value, every result is 0.
 *
 * @throws RangeError if the range is not finite or upside down, or defaulted and not to be had.
 * @example
 * const range = rangeOf(train)
 * const inputs = normalizeToUnit(test, range)
 */
export const normalizeToUnit = (
  samples: Samples,
  range: ValueRange = rangeOf(samples),
): Samples => {
  const { low, high } = range
  const width = high - low
  if (!(width >= 0 && width < Infinity)) {
    throw new RangeError(
      `normalizeToUnit: the range is ${low} to ${high}; expected finite numbers, low ≤ high.`,
    )
  }
  const scale = (x: number): number =>
    width === 0 ? 0 : Math.min(1, Math.max(0, (x - low) / width))
  return { ...samples, data: samples.data.map(scale) }
}
