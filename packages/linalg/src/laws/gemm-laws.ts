import fc from 'fast-check'
import { epsilon } from '../dtype.ts'
import { gemm } from '../gemm.ts'
import { matrixArbitrary } from './arbitraries.ts'
import { assertClose } from './assert-close.ts'
import { type Dense, dense, denseFromRows, rounded, transposedDense } from './dense.ts'
import { assertGemmCase, transposes } from './gemm-case.ts'
import { computed, type LawContext, plainly } from './law-context.ts'
import { layoutAt, layouts } from './layouts.ts'
import { product } from './oracle.ts'
import { sample, wholeSample, withElements } from './samples.ts'

/** op(A) is m×k, op(B) k×n: thin ones, empty ones, and some beyond every blocking factor. */
const sizes: readonly (readonly [m: number, k: number, n: number])[] = [
  [1, 1, 1],
  [1, 7, 1],
  [5, 1, 3],
  [1, 5, 9],
  [9, 5, 1],
  [4, 4, 4],
  [13, 17, 11],
  [65, 33, 129],
  [0, 3, 4],
  [3, 0, 4],
  [3, 4, 0],
  [0, 0, 0],
  [1, 1030, 35],
  [35, 1030, 1],
  [1030, 7, 1],
  [1, 7, 1030],
  [70, 300, 530],
  [530, 70, 300],
  [300, 530, 70],
]

/** Laws of `gemm`. */
export function gemmLaws({ describe, it, engine: open, slack }: LawContext): void {
  describe('gemm', () => {
    for (const [m, k, n] of sizes) {
      it(`is the triple loop for ${m}×${k} by ${k}×${n}, transposed or not, in all layouts`, async () => {
        const engine = await open()
        const turns = m * k * n < 1e5 ? 30 : 2
        for (const exact of [true, false]) {
          const opA = exact ? wholeSample(m, k, 1) : sample(engine.dtype, m, k, 1)
          const opB = exact ? wholeSample(k, n, 2) : sample(engine.dtype, k, n, 2)
          const p = product(opA, opB)
          for (let turn = 0; turn < turns; turn++) {
            for (const [bits, transposed] of transposes.entries()) {
              await assertGemmCase(engine, slack, {
                opA,
                opB,
                p,
                exact,
                turn: turn * 5 + bits,
                ...transposed,
              })
            }
          }
        }
      })
    }

    it('is exact for small whole numbers of any shape', async () => {
      const engine = await open()
      const whole = { elements: 'integer', minimumSize: 0, maximumSize: 9 } as const
      const operands = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).chain(([rows, inner, columns]) =>
        fc.tuple(
          matrixArbitrary({ ...whole, rows, columns: inner }).map((a) => denseWith(a, inner)),
          matrixArbitrary({ ...whole, rows: inner, columns }).map((b) => denseWith(b, columns)),
          fc.nat(),
        ),
      )
      await fc.assert(
        fc.asyncProperty(operands, async ([opA, opB, turn]) => {
          const { transposeA, transposeB } = transposes[turn % 4]
          const found = await computed(
            engine,
            [
              { values: transposeA ? transposedDense(opA) : opA, layout: layoutAt(turn) },
              { values: transposeB ? transposedDense(opB) : opB, layout: layoutAt(turn >> 3) },
            ],
            (a, b) => gemm(a, b, { transposeA, transposeB }),
          )
          assertClose(found, product(opA, opB).value, 0, 'gemm of whole numbers')
        }),
      )
    })

    it('takes one matrix in every place', async () => {
      const engine = await open()
      const a = rounded(
        denseFromRows([
          [1, 2],
          [3, 4],
        ]),
        engine.dtype,
      )
      const found = await computed(engine, plainly(a), (A) =>
        gemm(A, A, { transposeA: true, c: A }),
      )
      assertClose(
        found,
        [
          [11, 16],
          [17, 24],
        ],
        0,
        'AᵀA + A',
      )
    })

    it('carries NaN and infinities, also through products with zero', async () => {
      const engine = await open()
      const k = 37
      const a = withElements(sample(engine.dtype, 19, k, 1), [
        [2, 5, NaN],
        [3, 6, Infinity],
        [4, 7, -Infinity],
        [5, 7, 0],
        [6, 9, 0],
        [18, 36, Infinity],
      ])
      const b = withElements(sample(engine.dtype, k, 23, 2), [
        [6, 1, 0],
        [7, 2, Infinity],
        [9, 3, NaN],
        [36, 22, -Infinity],
      ])
      const { value } = product(a, b)
      for (const layout of Object.values(layouts)) {
        const found = await computed(
          engine,
          [
            { values: a, layout },
            { values: b, layout },
          ],
          (A, B) => gemm(A, B),
        )
        assertClose(
          found,
          value,
          slack * 1e3 * epsilon[engine.dtype],
          'gemm with NaN and infinities',
        )
      }
    })

    it('carries NaN and infinities of C, unless β is 0', async () => {
      const engine = await open()
      const zeros = dense(3, 3, () => 0)
      const c = denseFromRows([
        [NaN, 1, 2],
        [3, Infinity, 4],
        [5, 6, -Infinity],
      ])
      for (const beta of [1, -2]) {
        const found = await computed(engine, plainly(zeros, zeros, c), (A, B, C) =>
          gemm(A, B, { beta, c: C }),
        )
        assertClose(
          found,
          dense(3, 3, (i, j) => beta * c.get(i, j)),
          0,
          'β C',
        )
      }
      const found = await computed(engine, plainly(zeros, zeros, c), (A, B, C) =>
        gemm(A, B, { beta: 0, c: C }),
      )
      assertClose(found, zeros, 0, 'the product with β = 0')
    })
  })
}

/** Nested arrays cannot tell the number of columns where there is no row. */
const denseWith = (rows: readonly (readonly number[])[], columns: number): Dense =>
  dense(rows.length, columns, (i, j) => rows[i][j])
