import fc from 'fast-check'
import { epsilon } from '../../../src/dtype.ts'
import { type Strided, transposed } from '../../../src/internal/host/strided.ts'
import { triangularSolve } from '../../../src/internal/host/triangular-kernel.ts'
import {
  assertBits,
  assertSurroundingsKept,
  assertWithin,
  at,
  contiguous,
  dtypes,
  type Layout,
  lay,
  layouts,
  noise,
  numRuns,
  type Values,
} from './layouts.ts'
import { magnitude, plainProduct } from './product.ts'
import { sizesAcrossHalving } from './spd.ts'

const kinds = fc.record({
  lower: fc.boolean(),
  transpose: fc.boolean(),
  unitDiagonal: fc.boolean(),
})

interface Kind {
  readonly lower: boolean
  readonly transpose: boolean
  readonly unitDiagonal: boolean
}

const allKinds: readonly Kind[] = [false, true].flatMap((lower) =>
  [false, true].flatMap((transpose) =>
    [false, true].map((unitDiagonal) => ({ lower, transpose, unitDiagonal })),
  ),
)

/** A well conditioned triangle; `elsewhere`, 0 or NaN, stands where nothing may be read. */
function triangle(
  size: number,
  { lower, unitDiagonal }: Kind,
  seed: number,
  elsewhere: number,
): Values {
  const values = noise(size, size, seed)
  return (i, j) => {
    if (i === j) return unitDiagonal ? elsewhere + 1 : 1.5 + values(i, j)
    return i > j === lower ? (2 * values(i, j)) / size : elsewhere
  }
}

/** |op(T) X − B| ≤ c |op(T)| |X| element by element: Higham, Accuracy and Stability, theorem 8.5. */
function assertSolves(t: Strided, kind: Kind, b: Strided, x: Strided, layout: Layout): void {
  const op = kind.transpose ? transposed(t) : t
  const size = magnitude(op, x)
  const units = (t.rows + 1) * epsilon.float64 + (layout.dtype === 'float32' ? epsilon.float32 : 0)
  const product = plainProduct(op, x)
  assertWithin(b, product, (i, j) => units * size(i, j), 'B')
}

describe('triangularSolve', () => {
  it('solves every kind of triangle in every layout, reading nothing of the other triangle', () => {
    const cases = fc.record({
      n: fc.oneof(fc.nat(6), fc.integer({ min: 25, max: 45 })),
      r: fc.nat(9),
      kind: kinds,
      layoutT: layouts,
      layoutB: layouts,
      layoutX: layouts,
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ n, r, kind, seed, ...of }) => {
        const t = lay(of.layoutT, n, n, triangle(n, kind, seed, Number.NaN))
        const b = lay(of.layoutB, n, r, noise(n, r, seed + 1))
        const x = lay(of.layoutX, n, r, () => 7)
        triangularSolve(t, b, kind, x)
        const whole = lay(of.layoutT, n, n, triangle(n, kind, seed, 0))
        assertSolves(whole, kind, b, x, of.layoutX)
        assertSurroundingsKept(x)
      }),
      { numRuns },
    )
  })

  for (const n of [...sizesAcrossHalving, 300]) {
    it(`solves triangles of size ${n}`, () => {
      for (const kind of allKinds) {
        for (const r of [1, 3, 70]) {
          const t = lay(contiguous, n, n, triangle(n, kind, n, Number.NaN))
          const b = lay(contiguous, n, r, noise(n, r, r))
          const x = lay(contiguous, n, r, () => 7)
          triangularSolve(t, b, kind, x)
          assertSolves(lay(contiguous, n, n, triangle(n, kind, n, 0)), kind, b, x, contiguous)
        }
      }
    })
  }

  it('rounds float32 results once, from float64', () => {
    fc.assert(
      fc.property(dtypes, fc.nat(70), kinds, (dtype, n, kind) => {
        const t = lay({ ...contiguous, dtype }, n, n, triangle(n, kind, n, 0))
        const b = lay({ ...contiguous, dtype }, n, 5, noise(n, 5, n))
        const exact = lay(contiguous, n, 5, () => 7)
        const rounded = lay({ ...contiguous, dtype: 'float32' }, n, 5, () => 7)
        triangularSolve(t, b, kind, exact)
        triangularSolve(t, b, kind, rounded)
        assertBits(rounded, (i, j) => at(exact, i, j))
      }),
      { numRuns: Math.min(numRuns, 100) },
    )
  })

  it('solves in the place of the right-hand side', () => {
    const kind = { lower: false, transpose: false, unitDiagonal: false }
    const t = lay(contiguous, 50, 50, triangle(50, kind, 1, 0))
    const b = lay(contiguous, 50, 6, noise(50, 6, 2))
    const x = lay(contiguous, 50, 6, () => 7)
    triangularSolve(t, b, kind, x)
    triangularSolve(t, b, kind, b)
    assertBits(b, (i, j) => at(x, i, j))
  })

  it('solves X T = B through transposed views', () => {
    const kind = { lower: true, transpose: false, unitDiagonal: false }
    const t = lay(contiguous, 40, 40, triangle(40, kind, 3, 0))
    const b = lay(contiguous, 5, 40, noise(5, 40, 4))
    const x = lay(contiguous, 5, 40, () => 7)
    triangularSolve(t, transposed(b), { lower: true, transpose: true }, transposed(x))
    const size = magnitude(x, t)
    assertWithin(b, plainProduct(x, t), (i, j) => 50 * epsilon.float64 * size(i, j))
  })

  it('divides by a zero on the diagonal as IEEE 754 does', () => {
    const t = lay(contiguous, 2, 2, (i, j) => (i >= j && i + j > 0 ? 1 : 0))
    const x = lay(contiguous, 2, 1, () => 7)
    triangularSolve(
      t,
      lay(contiguous, 2, 1, () => 1),
      { lower: true },
      x,
    )
    assertBits(x, (i) => [Infinity, -Infinity][i])
  })
})
