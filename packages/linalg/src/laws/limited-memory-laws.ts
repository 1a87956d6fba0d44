/*
 * What limited memory promises: the products with the inverse of the last p pairs are those with the
 * matrix that BFGS makes of them, H₀ = γ I. From γ and for pairs j = 1 … k (B7):
 *
 *   λmax(H⁻¹) ≤ 1/γ + Σⱼ yⱼᵀyⱼ / sⱼᵀyⱼ
 *   λmax(H) ≤ κ_k,   κ₀ = γ,   κⱼ = κⱼ₋₁ (‖sⱼ‖‖yⱼ‖ / sⱼᵀyⱼ)² + ‖sⱼ‖² / sⱼᵀyⱼ
 */
import fc from 'fast-check'
import { fill, identity } from '../constant.ts'
import type { CurvaturePairs } from '../curvature-pairs.ts'
import type { Matrix } from '../matrix.ts'
import { slice } from '../slice.ts'
import { assertAtLeast } from './assert-at-least.ts'
import { assertClose, assertSame } from './assert-close.ts'
import {
  directionArbitrary,
  type PairSequence,
  pairSequenceArbitrary,
} from './curvature-arbitraries.ts'
import { type Dense, dense, rounded } from './dense.ts'
import { inner } from './inner.ts'
import { product } from './oracle.ts'
import { computedRecord, type QuasiNewtonContext, unitsOf } from './quasi-newton-context.ts'
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts'
import { bfgsOracle } from './update-oracle.ts'

type Pair = PairSequence['pairs'][number]

/** The bounds of B7. */
function eigenvalueBounds(
  gamma: number,
  pairs: readonly Pair[],
): { largest: number; inverse: number } {
  let largest = gamma
  let inverse = 1 / gamma
  for (const { s, y } of pairs) {
    const [ss, sy, yy] = [inner(s, s).value, inner(s, y).value, inner(y, y).value]
    largest = (largest * ss * yy) / sy ** 2 + ss / sy
    inverse += yy / sy
  }
  return { largest, inverse }
}

/** The matrix that the pairs make of γ I by BFGS, one after the other. */
const denseInverse = (n: number, gamma: number, pairs: readonly Pair[]): Dense =>
  pairs.reduce(
    (H, { s, y }) => bfgsOracle(H, s, y).value,
    dense(n, n, (i, j) => gamma * Number(i === j)),
  )

/** Laws of limited-memory inverses. */
export function limitedMemoryLaws({
  describe,
  it,
  engine: open,
  slack,
  methods,
}: QuasiNewtonContext): void {
  const { appendPair, bfgsUpdate, emptyPairs, products } = methods

  /** The sequence as the engine's dtype stores it, the pairs held in the end, and their bounds. */
  const prepared = async ({ pairs, ...rest }: PairSequence) => {
    const engine = await open()
    const given = pairs.map(({ s, y }) => ({
      s: rounded(s, engine.dtype),
      y: rounded(y, engine.dtype),
    }))
    const held = given.slice(-rest.memory)
    const bounds = eigenvalueBounds(rest.gamma, held)
    const units = unitsOf(engine.dtype, rest.dimension, slack) * (1 + held.length) * bounds.largest
    return { engine, held, bounds, units, flat: given.flatMap(({ s, y }) => [s, y]), ...rest }
  }

  const stored = (empty: CurvaturePairs, flat: readonly Matrix[]): CurvaturePairs => {
    let pairs = empty
    for (let k = 0; k < flat.length; k += 2) pairs = appendPair(pairs, flat[k], flat[k + 1])
    return pairs
  }

  describe('the store of curvature pairs', () => {
    it('holds the last pairs, newest last, below rows of zeros', () =>
      fc.assert(
        fc.asyncProperty(pairSequenceArbitrary(), async (sequence) => {
          const { engine, held, flat, memory, dimension } = await prepared(sequence)
          const found = await computedRecord(engine, flat, (...m) => ({
            ...stored(emptyPairs(memory, dimension, engine), m),
          }))
          const places = memory - held.length
          const rows = (name: 's' | 'y'): Dense =>
            dense(memory, dimension, (i, j) => (i < places ? 0 : held[i - places][name].get(j, 0)))
          assertSame(found.S, rows('s'), 'S')
          assertSame(found.Y, rows('y'), 'Y')
        }),
      ))

    it('is left as it is by a pair that is not accepted', () =>
      fc.assert(
        fc.asyncProperty(pairSequenceArbitrary(), fc.boolean(), async (sequence, accepts) => {
          const { engine, flat, memory, dimension } = await prepared(sequence)
          fc.pre(flat.length > 0)
          const found = await computedRecord(engine, flat, (...m) => {
            const before = stored(emptyPairs(memory, dimension, engine), m.slice(0, -2))
            const [s, y] = m.slice(-2)
            const after = appendPair(before, s, y, fill(1, 1, Number(accepts), engine))
            const expected = accepts ? appendPair(before, s, y) : before
            return { S: after.S, Y: after.Y, expectedS: expected.S, expectedY: expected.Y }
          })
          assertSame(found.S, found.expectedS, 'S')
          assertSame(found.Y, found.expectedY, 'Y')
        }),
      ))
  })

  for (const [name, times] of Object.entries(products)) {
    describe(`the limited-memory product '${name}'`, () => {
      it('is that with the BFGS matrix of the pairs held, for blocks of vectors', () =>
        fc.assert(
          fc.asyncProperty(blockArbitrary, async ({ sequence, V }) => {
            const { engine, held, units, flat, memory, dimension, gamma } = await prepared(sequence)
            const block = rounded(V, engine.dtype)
            const found = await computedRecord(engine, [block, ...flat], (v, ...m) => {
              const pairs = stored(emptyPairs(memory, dimension, engine), m)
              let H = identity(dimension, gamma, engine)
              for (let k = Math.max(0, m.length - 2 * memory); k < m.length; k += 2) {
                H = bfgsUpdate(H, m[k], m[k + 1]).H
              }
              return { product: times(pairs, v, { gamma }), H }
            })
            const expected = denseInverse(dimension, gamma, held)
            const size = Math.sqrt(inner(block, block).value)
            assertClose(found.H, expected, units, 'H by repeated updates')
            assertClose(found.product, product(expected, block).value, units * size, 'H V')
          }),
        ))

      it('is the same for a block and for its columns', () =>
        fc.assert(
          fc.asyncProperty(blockArbitrary, async ({ sequence, V }) => {
            const { engine, units, flat, memory, dimension, gamma } = await prepared(sequence)
            const block = rounded(V, engine.dtype)
            const found = await computedRecord(engine, [block, ...flat], (v, ...m) => {
              const pairs = stored(emptyPairs(memory, dimension, engine), m)
              const last = slice(v, { columnStart: v.columns - 1 })
              return {
                all: times(pairs, v, { gamma }),
                last: times(pairs, last, { gamma }),
              }
            })
            const last = dense(dimension, 1, (i) => found.all.get(i, V.columns - 1))
            const size = Math.sqrt(inner(block, block).value)
            assertClose(found.last, last, units * size, 'H v')
          }),
        ))

      it('keeps B7', () =>
        fc.assert(
          fc.asyncProperty(pairSequenceArbitrary(), async (sequence) => {
            const { engine, bounds, units, flat, memory, dimension, gamma } =
              await prepared(sequence)
            const { H } = await computedRecord(engine, flat, (...m) => {
              const pairs = stored(emptyPairs(memory, dimension, engine), m)
              return { H: times(pairs, identity(dimension, 1, engine), { gamma }) }
            })
            const mirrored = dense(dimension, dimension, (i, j) => (H.get(i, j) + H.get(j, i)) / 2)
            assertClose(H, mirrored, units, 'H, which must be symmetric,')
            const eigenvalues = symmetricEigenvalues(mirrored)
            const error = dimension * units
            assertAtLeast(eigenvalues[0], 1 / bounds.inverse, error, '1/λmax(H⁻¹) (B7)')
            assertAtLeast(
              bounds.largest,
              eigenvalues.at(-1) ?? 0,
              error,
              'the bound of λmax(H) (B7)',
            )
          }),
        ))
    })
  }
}

const blockArbitrary = pairSequenceArbitrary().chain((sequence) =>
  fc.integer({ min: 1, max: 3 }).chain((columns) =>
    fc.record({
      sequence: fc.constant(sequence),
      V: directionArbitrary(sequence.dimension * columns).map((a) =>
        dense(sequence.dimension, columns, (i, j) => a.get(i * columns + j, 0)),
      ),
    }),
  ),
)
