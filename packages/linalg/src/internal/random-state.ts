import type { RandomState } from '../random.ts'

const goldenRatio = 0x9e3779b9

/** MurmurHash3's finaliser: a bijection of 32-bit integers in which every bit affects every bit. */
const mix = (bits: number): number => {
  const first = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return second ^ (second >>> 16)
}

/** A chained hash that is a bijection of four words: different inputs give different states. */
export const hashWords = (words: readonly number[]): number[] => {
  let hash = 0
  return words.map((word) => {
    hash = mix(((hash ^ word) + goldenRatio) | 0)
    return hash
  })
}

/** Every integer within ±(2⁵³ − 1) has a state of its own. */
export const stateFromSeed = (seed: number): RandomState => {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(
      `createRandom: the seed is ${seed}; expected an integer from -(2^53 - 1) to 2^53 - 1.`,
    )
  }
  const words = hashWords([seed | 0, Math.floor(seed / 2 ** 32) | 0, 0, 0])
  return { algorithm: 'xoroshiro128plus', words, spareNormal: null }
}

/** `state`, if it is one. */
export const checkState = (state: RandomState): RandomState => {
  const { algorithm, words, spareNormal } = state
  const whole = Array.isArray(words) && words.length === 4 && words.every((w) => w === (w | 0))
  const spare = spareNormal === null || Number.isFinite(spareNormal)
  if (algorithm !== 'xoroshiro128plus' || !whole || !words.some((w) => w !== 0) || !spare) {
    throw new TypeError(
      `createRandom: ${JSON.stringify(state)} is not a state of this generator; expected ` +
        '{ algorithm: "xoroshiro128plus", words: [four 32-bit integers, not all 0], ' +
        'spareNormal: number or null } as state() returns it.',
    )
  }
  return state
}
