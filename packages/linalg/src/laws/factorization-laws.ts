import { cholesky } from '../cholesky.ts'
import { epsilon } from '../dtype.ts'
import { NotPositiveDefiniteError } from '../errors.ts'
import type { Matrix } from '../matrix.ts'
import { free } from '../scope.ts'
import { spdInverse } from '../spd-inverse.ts'
import { triangularSolve } from '../triangular-solve.ts'
import { assertClose, violated } from './assert-close.ts'
import { assertSymmetric } from './assert-symmetric.ts'
import {
  type Dense,
  dense,
  denseFromRows,
  download,
  rounded,
  transposedDense,
  upload,
} from './dense.ts'
import { computed, type LawContext } from './law-context.ts'
import { layoutAt } from './layouts.ts'
import { product } from './oracle.ts'
import { sample } from './samples.ts'
import { spdFromEigenvalues } from './spd-arbitrary.ts'

const sizes = [0, 1, 2, 3, 7, 17, 64, 65, 150]
const condition = 1e3

const spd = (n: number): Dense =>
  denseFromRows(
    spdFromEigenvalues(
      Array.from({ length: n }, (_, i) => condition ** (-i / Math.max(1, n - 1))),
      n,
    ),
  )

/** Only the lower triangle may be read: the upper one is NaN. */
const lowerOnly = (a: Dense): Dense =>
  dense(a.rows, a.columns, (i, j) => (j > i ? Number.NaN : a.get(i, j)))

const lowerWithZeros = (a: Dense): Dense =>
  dense(a.rows, a.columns, (i, j) => (j > i ? 0 : a.get(i, j)))

/** Laws of `cholesky`, `triangularSolve` and `spdInverse`. */
export function factorizationLaws({ describe, it, engine: open, slack }: LawContext): void {
  describe('cholesky', () => {
    for (const n of sizes) {
      it(`L Lᵀ is the matrix of size ${n}, whose upper triangle is not read`, async () => {
        const engine = await open()
        const a = rounded(spd(n), engine.dtype)
        for (let turn = 0; turn < 5; turn++) {
          const placed = [{ values: lowerOnly(a), layout: layoutAt(turn) }]
          const L = await computed(engine, placed, (A) => cholesky(A))
          assertClose(
            dense(n, n, (i, j) => (j > i ? L.get(i, j) : 0)),
            dense(n, n, () => 0),
            0,
            'above the diagonal of L',
          )
          // Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.3.
          const units = slack * (n + 3) * epsilon[engine.dtype]
          const budget = dense(n, n, (i, j) => units * Math.sqrt(a.get(i, i) * a.get(j, j)))
          assertClose(product(L, transposedDense(L)).value, a, budget, 'L Lᵀ')
        }
      })
    }

    it('an indefinite matrix is refused, or gives NaN where an engine cannot know', async () => {
      const engine = await open()
      for (const factorize of [cholesky, spdInverse] as readonly ((a: Matrix) => Matrix)[]) {
        for (const rows of [
          [
            [1, 2],
            [2, 1],
          ],
          [[-1]],
          [[0]],
          [[NaN]],
          [
            [1, 0],
            [NaN, 1],
          ],
        ]) {
          const a = upload(engine, denseFromRows(rows))
          let found: Dense | undefined
          let result: Matrix | undefined
          try {
            result = factorize(a)
            found = await download(result)
          } catch (error) {
            if (!(error instanceof NotPositiveDefiniteError)) throw error
          }
          if (found?.values.every(Number.isFinite)) {
            violated(
              `${factorize.name} of ${JSON.stringify(rows)} gave finite numbers: ${found.values.join()}`,
            )
          }
          free([a, result])
        }
      }
    })
  })

  describe('triangularSolve', () => {
    for (const n of sizes) {
      it(`solves triangles of size ${n}, lower and upper, transposed or not`, async () => {
        const engine = await open()
        const s = sample(engine.dtype, n, n, 1)
        const lowerT = rounded(
          dense(n, n, (i, j) =>
            i === j ? 2 + Math.abs(s.get(i, j)) : s.get(i, j) / Math.max(1, n / 4),
          ),
          engine.dtype,
        )
        let turn = 0
        for (const lower of [true, false]) {
          for (const transpose of [false, true]) {
            for (const columns of [1, 3, 0, 70]) {
              const given = lower ? lowerOnly(lowerT) : transposedDense(lowerOnly(lowerT))
              const full = lower ? lowerWithZeros(lowerT) : transposedDense(lowerWithZeros(lowerT))
              const b = sample(engine.dtype, n, columns, 2)
              const found = await computed(
                engine,
                [
                  { values: given, layout: layoutAt(turn) },
                  { values: b, layout: layoutAt(2 * turn++ + 1) },
                ],
                (T, B) => triangularSolve(T, B, { lower, transpose }),
              )
              const { value, magnitude } = product(transpose ? transposedDense(full) : full, found)
              // Higham, theorem 8.5.
              const units = slack * (n + 4) * epsilon[engine.dtype]
              const budget = dense(n, columns, (i, j) => units * magnitude.get(i, j))
              assertClose(
                value,
                b,
                budget,
                `op(T) X for ${JSON.stringify({ lower, transpose, columns })}`,
              )
            }
          }
        }
      })
    }
  })

  describe('spdInverse', () => {
    for (const n of sizes) {
      it(`is the inverse of the matrix of size ${n}, symmetric to the last bit`, async () => {
        const engine = await open()
        const a = rounded(spd(n), engine.dtype)
        for (let turn = 0; turn < 3; turn++) {
          const placed = [{ values: turn === 0 ? lowerOnly(a) : a, layout: layoutAt(turn) }]
          const inverse = await computed(engine, placed, (A) => spdInverse(A))
          assertSymmetric(inverse, 'the inverse')
          const units = slack * 8 * (n + 1) * epsilon[engine.dtype] * condition
          assertClose(
            product(a, inverse).value,
            dense(n, n, (i, j) => Number(i === j)),
            units,
            'A A⁻¹',
          )
        }
      })
    }
  })
}
