import assert from 'node:assert/strict'
import fc from 'fast-check'
import ndarray from 'ndarray'
import { matrix, peek } from '../src/as-matrix.ts'
import { appendPair, emptyPairs } from '../src/curvature-pairs.ts'
import { ShapeError } from '../src/errors.ts'
import { directionArbitrary, pairSequenceArbitrary } from '../src/laws/curvature-arbitraries.ts'
import { twoLoop } from '../src/lbfgs.ts'
import { pairStatusCode } from '../src/pair-status.ts'
import { storedPairs } from './support/stored-pairs.ts'

const withDirection = pairSequenceArbitrary().chain((sequence) =>
  fc.record({ sequence: fc.constant(sequence), v: directionArbitrary(sequence.dimension) }),
)

describe('emptyPairs', () => {
  it('is room for pairs, all zero, whose product is with γ I', () => {
    const pairs = emptyPairs(3, 2)
    assert.deepEqual(pairs.S.shape, [3, 2])
    assert.deepEqual(twoLoop(pairs, [4, 3]).toArray(), [[4], [3]])
    assert.deepEqual(twoLoop(pairs, [4, 3], { gamma: 0.5 }).toArray(), [[2], [1.5]])
  })

  it('refuses sizes that are not counts', () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      assert.throws(() => emptyPairs(count, 2), /^RangeError: emptyPairs: memory is .* at least 1$/)
      assert.throws(() => emptyPairs(2, count), /^RangeError: emptyPairs: dimension is/)
    }
  })
})

describe('appendPair', () => {
  it('puts the newest last and drops the oldest', () => {
    let pairs = emptyPairs(2, 2)
    const seen: number[][][] = []
    for (let k = 1; k <= 3; k++) {
      pairs = appendPair(pairs, [k, 0], [10 * k, k])
      seen.push(pairs.S.toArray())
    }
    const rows = [
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [2, 0],
      ],
      [
        [2, 0],
        [3, 0],
      ],
    ]
    assert.deepEqual(seen, rows)
    assert.deepEqual(pairs.Y.toArray(), [
      [20, 2],
      [30, 3],
    ])
  })

  it('with room for one holds the last', () => {
    let pairs = emptyPairs(1, 2)
    for (let k = 1; k <= 3; k++) pairs = appendPair(pairs, [k, 0], [2 * k, 0])
    assert.deepEqual(pairs.S.toArray(), [[3, 0]])
    assert.deepEqual(twoLoop(pairs, [4, 3]).toArray(), [[2], [3]])
  })

  it('holds copies', () => {
    const s = Float64Array.of(1, 0)
    const pairs = appendPair(emptyPairs(1, 2), ndarray(s), [2, 0])
    s[0] = 99
    assert.deepEqual(pairs.S.toArray(), [[1, 0]])
  })

  it('leaves the pairs as they are where the pair is refused', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    const reversed = fc.constant(undefined)
    fc.assert(
      fc.property(withDirection, fc.oneof(bad, reversed), ({ sequence, v }, value) => {
        fc.pre(v.values[0] !== 0)
        const pairs = storedPairs(sequence)
        const s = [...v.values]
        const y = value === undefined ? s.map((x) => -x) : s.map(() => value)
        const code = pairStatusCode(matrix(s), matrix(y))
        assert.notEqual(peek(code), 0)
        const next = appendPair(pairs, s, y, [[Number(peek(code) === 0)]])
        assert.deepEqual(next.S.toArray(), pairs.S.toArray())
        assert.deepEqual(next.Y.toArray(), pairs.Y.toArray())
      }),
    )
  })

  it('refuses what does not fit, with what was given', () => {
    const pairs = emptyPairs(2, 3)
    assert.throws(
      () => appendPair(pairs, [1, 2], [1, 2, 3]),
      /^ShapeError: appendPair: s is 2×1; expected 3×1$/,
    )
    assert.throws(
      () => appendPair({ S: [[1, 2]], Y: [[1, 2, 3]] }, [1, 2], [1, 2]),
      /^ShapeError: appendPair: S is 1×2 and Y 1×3; expected two matrices of one shape/,
    )
    assert.throws(() => appendPair(pairs, [1, 2, 3], [1, 2, 3], [[1, 1]]), ShapeError)
  })
})
