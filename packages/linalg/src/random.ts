/**
 * Seeded random numbers whose whole state is plain JSON.
 *
 * Bits: xoroshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators",
 * ACM TOMS 47, 2021) from pure-rand, of whose 32-bit outputs only the strong, upper bits are used.
 * Normals: the polar method (Marsaglia and Bray, SIAM Review 6, 1964).
 * Permutations: Fisher and Yates' shuffle (Knuth, TAOCP 2, algorithm 3.4.2 P).
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { checkState, hashWords, stateFromSeed } from './internal/random-state.ts'

/** Everything a stream needs to go on where it stood; survives JSON exactly. */
export interface RandomState {
  readonly algorithm: 'xoroshiro128plus'
  /** The 128 bits of the generator as four signed 32-bit integers. */
  readonly words: readonly number[]
  /** The second half of a pair of normals, not yet handed out. */
  readonly spareNormal: number | null
}

/** One stream of random numbers. Every call moves it forward, except `state`. */
export interface Random {
  /** A multiple of 2⁻⁵³, uniform on [0, 1). */
  uniform(): number
  /** A draw from the normal distribution of mean 0 and variance 1. */
  normal(): number
  /** An integer, uniform on 0 … below − 1 without bias; 1 ≤ below ≤ 2³². */
  integer(below: number): number
  /** The numbers 0 … n − 1 in uniformly random order. */
  permutation(n: number): Uint32Array
  /**
   * Fills `out` with uniform numbers on [low, high); rounding never reaches `high`. The bounds are
   * first rounded to the precision of `out`. A Float32Array gets the numbers that a Float64Array
   * would get from the same state, rounded.
   */
  fillUniform(out: Float32Array | Float64Array, low?: number, high?: number): void
  /** Fills `out` with normal numbers of the given mean (0) and standard deviation (1). */
  fillNormal(out: Float32Array | Float64Array, mean?: number, deviation?: number): void
  /** What {@link createRandom} needs to make a stream that continues exactly as this one would. */
  state(): RandomState
  /**
   * A second stream for another purpose. Its 128-bit state is hashed from four outputs of this one,
   * so that streams may be split again and again; two of them overlap with negligible probability.
   */
  split(): Random
}

/** The largest number below `x` in the precision of `like`. */
const predecessor = (like: Float32Array | Float64Array, x: number): number => {
  const single = like instanceof Float32Array
  if (x === 0) return single ? -(2 ** -149) : -Number.MIN_VALUE
  const cell = single ? Float32Array.of(x) : Float64Array.of(x)
  const step = x > 0 ? -1 : 1
  if (single) new Int32Array(cell.buffer)[0] += step
  else new BigInt64Array(cell.buffer)[0] += BigInt(step)
  return cell[0]
}

const checkBelow = (below: number): void => {
  if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
    throw new RangeError(`Random.integer: below is ${below}; expected an integer from 1 to 2^32.`)
  }
}

/**
 * A stream of random numbers that depends on nothing but its seed.
 *
 * @param seed an integer (negative ones and those beyond 2³² included: all |seed| < 2⁵³ give
 * different streams), or a {@link RandomState} to continue from.
 * @throws RangeError for another seed, TypeError for what is not a state.
 * @example
 * const random = createRandom(7)
 * const again = createRandom(JSON.parse(JSON.stringify(random.state())))
 * random.normal() === again.normal() // true
 */
export const createRandom = (seed: number | RandomState): Random => {
  const start = typeof seed === 'object' && seed !== null ? checkState(seed) : stateFromSeed(seed)
  const generator = xoroshiro128plusFromState(start.words)
  let spareNormal = start.spareNormal

  const uniform = (): number =>
    ((generator.next() >>> 5) * 2 ** 26 + (generator.next() >>> 6)) * 2 ** -53

  const normal = (): number => {
    if (spareNormal !== null) {
      const second = spareNormal
      spareNormal = null
      return second
    }
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const square = u * u + v * v
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * Math.log(square)) / square)
      spareNormal = v * factor
      return u * factor
    }
  }

  /** Rejection on as many upper bits as `below` needs: no bias, and under two draws on average. */
  const draw = (below: number): number => {
    if (below === 1) return 0
    const shift = Math.clz32(below - 1)
    let value = generator.next() >>> shift
    while (value >= below) value = generator.next() >>> shift
    return value
  }

  return {
    uniform,
    normal,
    integer(below) {
      checkBelow(below)
      return draw(below)
    },
    permutation(n) {
      if (!Number.isInteger(n) || n < 0 || n > 2 ** 32) {
        throw new RangeError(
          `Random.permutation: n is ${n}; expected an integer from 0 to 2^32 that fits in memory.`,
        )
      }
      const order = new Uint32Array(n)
      for (let i = 1; i < n; i++) {
        const j = draw(i + 1)
        order[i] = order[j]
        order[j] = i
      }
      return order
    },
    fillUniform(out, low = 0, high = 1) {
      const round = out instanceof Float32Array ? Math.fround : Number
      const from = round(low)
      const width = round(high) - from
      if (!(width > 0 && width < Infinity)) {
        throw new RangeError(
          `Random.fillUniform: low is ${low} and high is ${high}; expected finite bounds with ` +
            'low < high in the precision of the array.',
        )
      }
      const last = predecessor(out, round(high))
      for (let i = 0; i < out.length; i++) {
        const value = from + width * uniform()
        out[i] = value > last ? last : value
      }
    },
    fillNormal(out, mean = 0, deviation = 1) {
      if (!Number.isFinite(mean) || !(deviation >= 0 && deviation < Infinity)) {
        throw new RangeError(
          `Random.fillNormal: mean is ${mean} and deviation is ${deviation}; expected finite ` +
            'numbers, deviation not negative.',
        )
      }
      for (let i = 0; i < out.length; i++) out[i] = mean + deviation * normal()
    },
    state: () => ({
      algorithm: 'xoroshiro128plus',
      words: [...generator.getState()],
      spareNormal,
    }),
    split() {
      const words = hashWords([0, 0, 0, 0].map(() => generator.next()))
      return createRandom({ algorithm: 'xoroshiro128plus', words, spareNormal: null })
    },
  }
}
