import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createRandom, type Random, type RandomState } from '../src/random.ts'

const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)
const seeds = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })

const throughJson = (state: RandomState): RandomState => JSON.parse(JSON.stringify(state))

const calls: readonly ((random: Random) => unknown)[] = [
  (random) => random.uniform(),
  (random) => random.normal(),
  (random) => random.integer(10),
  (random) => [...random.permutation(5)],
  (random) => random.split().uniform(),
  (random) => {
    const out = new Float64Array(3)
    random.fillUniform(out, -1, 2)
    return [...out]
  },
  (random) => {
    const out = new Float32Array(3)
    random.fillNormal(out)
    return [...out]
  },
]
const callLists = fc.array(fc.constantFrom(...calls), { maxLength: 12 })

/** Pearson's statistic of counts against a uniform distribution. */
const chiSquare = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

const tally = (cells: number, draws: number, draw: () => number): number[] => {
  const counts = Array.from({ length: cells }, () => 0)
  for (let i = 0; i < draws; i++) counts[draw()] += 1
  return counts
}

describe('createRandom', () => {
  it('gives the same bits for the same seed', () => {
    fc.assert(
      fc.property(seeds, callLists, (seed, list) => {
        const one = createRandom(seed)
        const other = createRandom(seed)
        for (const call of list) assert.deepEqual(call(one), call(other))
      }),
      { numRuns },
    )
  })

  it('gives the numbers it always gave, so that recorded runs stay reproducible', () => {
    const random = createRandom(9999)
    assert.deepEqual(
      [random.uniform(), random.uniform(), random.normal(), random.integer(1000)],
      [0.8148324498019942, 0.5741543683782687, 0.5051212522965401, 461],
    )
    assert.deepEqual([...random.permutation(6)], [4, 3, 5, 1, 0, 2])
  })

  it('is xoroshiro128+: uniform() from 64-bit integers, as the paper writes it', () => {
    const random = createRandom(77)
    const words = random.state().words.map((word) => BigInt.asUintN(32, BigInt(word)))
    let [s0, s1] = [(words[0] << 32n) | words[1], (words[2] << 32n) | words[3]]
    const rotate = (x: bigint, k: bigint): bigint => BigInt.asUintN(64, (x << k) | (x >> (64n - k)))
    const next = (): bigint => {
      const sum = BigInt.asUintN(32, s0 + s1)
      s1 ^= s0
      s0 = BigInt.asUintN(64, rotate(s0, 24n) ^ s1 ^ (s1 << 16n))
      s1 = rotate(s1, 37n)
      return sum
    }
    for (let i = 0; i < 100; i++) {
      const upper = next() >> 5n
      assert.equal(random.uniform(), Number((upper << 26n) | (next() >> 6n)) / 2 ** 53)
    }
  })

  it('continues exactly from its state through JSON at any moment, half a normal pair included', () => {
    fc.assert(
      fc.property(seeds, callLists, callLists, (seed, before, after) => {
        const random = createRandom(seed)
        for (const call of before) call(random)
        const restored = createRandom(throughJson(random.state()))
        for (const call of after) assert.deepEqual(call(restored), call(random))
        assert.deepEqual(restored.state(), random.state())
      }),
      { numRuns },
    )
    const random = createRandom(1)
    random.normal()
    assert.notEqual(random.state().spareNormal, null)
    assert.equal(createRandom(throughJson(random.state())).normal(), random.normal())
  })

  it('does not move when asked for its state, nor share it', () => {
    const random = createRandom(3)
    const state = random.state()
    random.uniform()
    assert.deepEqual(state, createRandom(3).state())
  })

  it('gives different streams for different seeds, near and far', () => {
    const list = [
      0,
      1,
      -1,
      2,
      2 ** 32,
      2 ** 32 + 1,
      -(2 ** 32),
      2 ** 53 - 1,
      -(2 ** 53 - 1),
      0x9e3779b9,
    ]
    assert.equal(new Set(list.map((seed) => createRandom(seed).uniform())).size, list.length)
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        fc.pre(one !== other)
        assert.notDeepEqual(createRandom(one).state(), createRandom(other).state())
      }),
      { numRuns },
    )
  })

  it('gives uncorrelated first numbers to neighbouring seeds', () => {
    const counts = Array.from({ length: 64 }, () => 0)
    for (let seed = 0; seed < 6400; seed++) {
      const random = createRandom(seed)
      counts[Math.floor(random.uniform() * 8) * 8 + Math.floor(random.uniform() * 8)] += 1
    }
    assert.ok(chiSquare(counts) < 114, `${chiSquare(counts)}`) // 63 degrees, p = 1e-4
  })

  it('refuses what is not an integer seed or a state, and says what is', () => {
    for (const seed of [0.5, Number.NaN, Infinity, 2 ** 53]) {
      assert.throws(() => createRandom(seed), /RangeError: createRandom: the seed is .*2\^53/)
    }
    const good = createRandom(1).state()
    for (const state of [
      {},
      null,
      { ...good, words: [0, 0, 0, 0] },
      { ...good, words: [1, 2, 3] },
      { ...good, words: [1, 2, 3, 0.5] },
      { ...good, algorithm: 'mt19937' },
      { ...good, spareNormal: 'x' },
    ]) {
      const given = state as unknown as RandomState
      assert.throws(() => createRandom(given), /createRandom: .*expected/)
    }
  })
})

describe('Random.uniform', () => {
  it('is flat on [0, 1): moments, and chi-square over pairs', () => {
    const random = createRandom(20201022)
    const n = 200_000
    let [sum, squares] = [0, 0]
    for (let i = 0; i < n; i++) {
      const u = random.uniform()
      assert.ok(u >= 0 && u < 1)
      sum += u
      squares += u * u
    }
    assert.ok(Math.abs(sum / n - 1 / 2) < 4 / Math.sqrt(12 * n))
    assert.ok(Math.abs(squares / n - 1 / 3) < 4 * Math.sqrt(4 / 45 / n))
    const pairs = tally(
      256,
      n,
      () => Math.floor(random.uniform() * 16) * 16 + Math.floor(random.uniform() * 16),
    )
    assert.ok(chiSquare(pairs) < 346, `${chiSquare(pairs)}`) // 255 degrees, p = 1e-4
  })

  it('has 53 random bits, the lowest one too', () => {
    const random = createRandom(5)
    const bits = tally(2, 10_000, () => Number(BigInt(random.uniform() * 2 ** 53) & 1n))
    assert.ok(chiSquare(bits) < 15.2) // 1 degree, p = 1e-4
  })
})

describe('Random.normal', () => {
  it('has the moments and the quantiles of the normal distribution', () => {
    const random = createRandom(4)
    const n = 200_000
    const moments = [0, 0, 0, 0]
    const edges = [-1.1503493803760079, -0.6744897501960817, -0.31863936396437514, 0]
    const quantiles = [...edges, 0.31863936396437514, 0.6744897501960817, 1.1503493803760079]
    const cells = Array.from({ length: 8 }, () => 0)
    for (let i = 0; i < n; i++) {
      const z = random.normal()
      moments.forEach((_, k) => (moments[k] += z ** (k + 1) / n))
      cells[quantiles.filter((edge) => z >= edge).length] += 1
    }
    const deviations = [1, Math.sqrt(2), Math.sqrt(15), Math.sqrt(96)]
    const expected = [0, 1, 0, 3]
    moments.forEach((moment, k) => {
      const error = Math.abs(moment - expected[k])
      assert.ok(error < (4 * deviations[k]) / Math.sqrt(n), `moment ${k + 1}: ${moment}`)
    })
    assert.ok(chiSquare(cells) < 29.9, `${chiSquare(cells)}`) // 7 degrees, p = 1e-4
  })

  it('gives both halves of a pair independently', () => {
    const random = createRandom(8)
    let covariance = 0
    const n = 100_000
    for (let i = 0; i < n; i++) covariance += (random.normal() * random.normal()) / n
    assert.ok(Math.abs(covariance) < 4 / Math.sqrt(n))
  })
})

describe('Random.integer', () => {
  it('is uniform below any bound, also one that is no power of two', () => {
    const random = createRandom(11)
    for (const [below, limit] of [
      [2, 15.2],
      [3, 18.5],
      [7, 27.9],
      [64, 114],
      [100, 162],
    ] as const) {
      const statistic = chiSquare(tally(below, 20_000, () => random.integer(below)))
      assert.ok(statistic < limit, `${below}: ${statistic}`)
    }
  })

  it('stays in range up to 2^32, and needs no bits for 1', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, below) => {
        const value = createRandom(seed).integer(below)
        assert.ok(Number.isInteger(value) && value >= 0 && value < below)
      }),
      { numRuns },
    )
    const random = createRandom(1)
    assert.equal(random.integer(1), 0)
    assert.deepEqual(random.state(), createRandom(1).state())
    const wide = createRandom(2)
    assert.ok(Array.from({ length: 100 }, () => wide.integer(2 ** 32)).some((x) => x >= 2 ** 31))
  })

  it('refuses an empty or unreachable range', () => {
    for (const below of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) {
      assert.throws(() => createRandom(1).integer(below), /RangeError: .*from 1 to 2\^32/)
    }
  })
})

describe('Random.permutation', () => {
  it('is a permutation, n = 0 and 1 included', () => {
    assert.deepEqual(createRandom(1).permutation(0), new Uint32Array(0))
    assert.deepEqual(createRandom(1).permutation(1), new Uint32Array(1))
    fc.assert(
      fc.property(seeds, fc.nat(200), (seed, n) => {
        const order = createRandom(seed).permutation(n)
        assert.deepEqual(
          order.toSorted(),
          Uint32Array.from({ length: n }, (_, i) => i),
        )
      }),
      { numRuns },
    )
  })

  it('gives all 24 orders of 4 alike often', () => {
    const random = createRandom(6)
    const names = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const name = random.permutation(4).join()
      names.set(name, (names.get(name) ?? 0) + 1)
    }
    assert.equal(names.size, 24)
    const statistic = chiSquare([...names.values()])
    assert.ok(statistic < 55, `${statistic}`) // 23 degrees, p = 2e-4
  })

  it('refuses a length that is none', () => {
    for (const n of [-1, 0.5, Number.NaN]) {
      assert.throws(() => createRandom(1).permutation(n), /RangeError: Random.permutation: n is/)
    }
  })
})

describe('Random.fillUniform', () => {
  it('never rounds up to the upper bound nor below the lower one', () => {
    const bound = fc.oneof(
      fc.constantFrom(-2, -1, -(2 ** -149), 0, 2 ** -149, 0.1, 1, 1 + 2 ** -23, 2),
      fc.float({ noNaN: true, noDefaultInfinity: true }),
    )
    fc.assert(
      fc.property(seeds, bound, bound, fc.boolean(), (seed, one, other, single) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const out = single ? new Float32Array(50) : new Float64Array(50)
        const round = single ? Math.fround : Number
        fc.pre(round(low) < round(high))
        createRandom(seed).fillUniform(out, low, high)
        assert.ok(out.every((x) => x >= round(low) && x < round(high)))
      }),
      { numRuns },
    )
    // [1, 2) and one-value intervals in float32 are where rounding reaches the bound soonest.
    const out = new Float32Array(2 ** 16)
    createRandom(1).fillUniform(out, 1, 1 + 2 ** -23)
    assert.ok(out.every((x) => x === 1))
    createRandom(1).fillUniform(out, -(2 ** -149), 0)
    assert.ok(out.every((x) => x === -(2 ** -149)))
    const double = new Float64Array(2 ** 10)
    createRandom(1).fillUniform(double, 1, 1 + 2 ** -52)
    assert.ok(double.every((x) => x === 1))
  })

  it('keeps below 1 where a float64 just under 1 would round up to it', () => {
    // A state solved for so that the generator's next two outputs have all bits set.
    const words = [7936, 305419896, 71296768, -305419897]
    const out = new Float32Array(1)
    const state = { ...createRandom(1).state(), words }
    assert.equal(createRandom(state).uniform(), 1 - 2 ** -53)
    createRandom(state).fillUniform(out)
    assert.equal(out[0], 1 - 2 ** -24)
  })

  it('gives the same numbers at both precisions, those of uniform()', () => {
    const single = new Float32Array(100)
    const double = new Float64Array(100)
    createRandom(12).fillUniform(single)
    createRandom(12).fillUniform(double)
    assert.deepEqual(single, new Float32Array(double))
    const random = createRandom(12)
    assert.deepEqual(double, Float64Array.from({ length: 100 }, random.uniform))
  })

  it('refuses an empty or infinite interval', () => {
    const out = new Float64Array(1)
    for (const [low, high] of [
      [1, 1],
      [2, 1],
      [0, Number.NaN],
      [0, Infinity],
      [-1.7e308, 1.7e308],
    ] as const) {
      assert.throws(() => createRandom(1).fillUniform(out, low, high), /RangeError: .*low < high/)
    }
    const narrow = (): void => createRandom(1).fillUniform(new Float32Array(1), 1, 1 + 2 ** -30)
    assert.throws(narrow, /precision of the array/)
  })
})

describe('Random.fillNormal', () => {
  it('scales and shifts normal()', () => {
    const out = new Float64Array(9)
    createRandom(13).fillNormal(out, 5, 2)
    const random = createRandom(13)
    assert.deepEqual(
      out,
      Float64Array.from({ length: 9 }, () => 5 + 2 * random.normal()),
    )
  })

  it('refuses a negative deviation and what is not finite', () => {
    const out = new Float64Array(1)
    for (const [mean, deviation] of [
      [0, -1],
      [Number.NaN, 1],
      [0, Infinity],
    ] as const) {
      assert.throws(() => createRandom(1).fillNormal(out, mean, deviation), /RangeError/)
    }
  })
})

describe('Random.split', () => {
  it('gives a stream unlike its parent and its siblings, also when nested', () => {
    const random = createRandom(14)
    const streams = [random.split(), random.split(), random]
    streams.push(streams[0].split())
    const columns = streams.map((stream) => Float64Array.from({ length: 20_000 }, stream.normal))
    columns.forEach((one, i) => {
      for (const other of columns.slice(i + 1)) {
        const product = one.reduce((sum, x, k) => sum + x * other[k], 0) / one.length
        assert.ok(Math.abs(product) < 4 / Math.sqrt(one.length), `${product}`)
      }
    })
  })
})
