import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { identity } from '../src/constant.ts'
import { hostEngine } from '../src/host.ts'
import { assertClose, assertSame } from '../src/laws/assert-close.ts'
import { directionArbitrary, pairSequenceArbitrary } from '../src/laws/curvature-arbitraries.ts'
import { inner } from '../src/laws/inner.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { appendPair, emptyPairs } from '../src/curvature-pairs.ts'
import { twoLoop } from '../src/lbfgs.ts'
import { read } from '../src/read.ts'
import { free } from '../src/scope.ts'
import { matrixForms, vectorForms } from './support/input-forms.ts'
import { storedPairs } from './support/stored-pairs.ts'
import { sequentialTwoLoop } from './support/sequential-two-loop.ts'

const withDirection = pairSequenceArbitrary().chain((sequence) =>
  fc.record({ sequence: fc.constant(sequence), v: directionArbitrary(sequence.dimension) }),
)

describe('twoLoop', () => {
  it('is as worked out by hand', () => {
    // The first pair makes diag(½, 1) of I. Then σ = 4, q = (½, 3), yᵀq = 9½, (1 + 9½/4)/4 = 0.84375
    const pairs = appendPair(appendPair(emptyPairs(2, 2), [1, 0], [2, 0]), [1, 1], [1, 3])
    const expected = [
      [1.09375, -0.03125],
      [-0.03125, 0.34375],
    ]
    assertClose(twoLoop(pairs, identity(2)), expected, 1e-15)
    assertClose(twoLoop(pairs, [1, 3]), [[1], [1]], 1e-15)
  })

  it('of pairs along the axes scales each axis by s / y', () => {
    const pairs = appendPair(appendPair(emptyPairs(3, 2), [1, 0], [2, 0]), [0, 1], [0, 4])
    assertClose(twoLoop(pairs, [8, 8]), [4, 2], 1e-15)
    assertClose(twoLoop(appendPair(pairs, [3, 0], [1, 0]), [8, 8]), [24, 2], 1e-14)
  })

  it('is the recursion of the book, before and after eviction', () => {
    fc.assert(
      fc.property(withDirection, ({ sequence, v }) => {
        const { pairs, memory, gamma } = sequence
        const held = pairs.slice(-memory)
        const plain = held.map(({ s, y }) => ({ s: [...s.values], y: [...y.values] }))
        const expected = sequentialTwoLoop(plain, [...v.values], gamma)
        const growth = held.reduce((product, { s, y }) => {
          const sy = inner(s, y).value
          return (
            (product * inner(s, s).value * inner(y, y).value) / sy ** 2 + inner(s, s).value / sy
          )
        }, gamma)
        const found = twoLoop(storedPairs(sequence), v, { gamma })
        assertClose(found, expected, 1e-13 * growth * Math.sqrt(inner(v, v).value))
      }),
    )
  })

  it('of y is s for the newest pair', () => {
    fc.assert(
      fc.property(pairSequenceArbitrary(), (sequence) => {
        fc.pre(sequence.pairs.length > 0)
        const { s, y } = sequence.pairs[sequence.pairs.length - 1]
        const size = Math.sqrt(inner(s, s).value)
        assertClose(twoLoop(storedPairs(sequence), y, { gamma: sequence.gamma }), s, 1e-9 * size)
      }),
    )
  })

  it('for n = 1 is that of the newest pair, for every memory', () => {
    for (const memory of [1, 2, 5]) {
      let pairs = emptyPairs(memory, 1)
      for (const [s, y] of [
        [1, 4],
        [2, 3],
        [-3, -6],
      ])
        pairs = appendPair(pairs, [s], [y])
      assertClose(twoLoop(pairs, [10], { gamma: 7 }), [5], 1e-14)
    }
  })

  it('takes all forms of matrices and vectors', () => {
    const S = [
      [0, 0],
      [1, 0.5],
    ]
    const Y = [
      [0, 0],
      [2, 1.5],
    ]
    const expected = twoLoop({ S, Y }, [1, -1]).toArray()
    matrixForms(S).forEach((s, k) => {
      const found = twoLoop({ S: s, Y: matrixForms(Y)[k] }, vectorForms([1, -1])[k])
      assert.deepEqual(found.toArray(), expected)
    })
    const block = twoLoop({ S, Y }, [
      [1, 1],
      [-1, -1],
    ])
    assert.deepEqual(
      block.toArray(),
      expected.map(([x]) => [x, x]),
    )
  })

  it('with NaN in V gives NaN, in its column alone', () => {
    const pairs = appendPair(emptyPairs(2, 2), [1, 0], [2, 0])
    const found = twoLoop(pairs, [
      [Number.NaN, 4],
      [1, 3],
    ])
    assert.ok(Number.isNaN(found.get(0, 0)))
    assertSame([found.get(0, 1), found.get(1, 1)], [2, 3])
  })

  it('works on a float32 engine and leaves nothing behind', () => {
    const engine = hostEngine({ dtype: 'float32', poison: true })
    const v = matrix([4, 3], engine)
    const before = engine.stats()
    const empty = emptyPairs(3, 2, engine)
    const pairs = appendPair(empty, [1, 0.5], [2, 0])
    const next = appendPair(pairs, [0, 1], [0.5, 2], [[1]])
    const found = twoLoop(next, v)
    const plain = [
      { s: [1, 0.5], y: [2, 0] },
      { s: [0, 1], y: [0.5, 2] },
    ]
    assertClose(found, sequentialTwoLoop(plain, [4, 3]), 1e-5)
    free([empty, pairs, next, found])
    assert.deepEqual(engine.stats(), before)
  })

  it('works on an engine that must wait', async () => {
    const engine = opaqueEngine()
    const accept = matrix([[0]], engine)
    const pairs = appendPair(
      appendPair(emptyPairs(2, 2, engine), [1, 0], [2, 0]),
      [1, 0],
      [1, 0],
      accept,
    )
    assert.deepEqual([...(await read(twoLoop(pairs, [4, 3])))], [2, 3])
  })

  it('refuses what does not fit, with what was given', () => {
    const pairs = emptyPairs(2, 3)
    assert.throws(
      () => twoLoop(pairs, [1, 2]),
      /^ShapeError: twoLoop: V is 2×1, but the pairs are of 3 numbers; expected 3 rows$/,
    )
    assert.throws(() => twoLoop({ S: [[1, 2]], Y: [[1, 2, 3]] }, [1, 2]), /S is 1×2 and Y 1×3/)
    for (const gamma of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(
        () => twoLoop(pairs, [1, 2, 3], { gamma }),
        /^RangeError: twoLoop: gamma is .*; expected a finite number above 0$/,
      )
    }
  })
})
