import fc from 'fast-check'
import { concat } from '../concat.ts'
import { expression, max, min, sub } from '../expression.ts'
import { gemm } from '../gemm.ts'
import { gram } from '../gram.ts'
import { map } from '../map.ts'
import type { Matrix } from '../matrix.ts'
import { free, scope } from '../scope.ts'
import { slice } from '../slice.ts'
import { transpose } from '../transpose.ts'
import { assertSame } from './assert-close.ts'
import { type Dense, dense, download, transposedDense, upload } from './dense.ts'
import { assertStats, type LawContext } from './law-context.ts'
import { joined, mapped, product, sliced } from './oracle.ts'
import { wholeSample } from './samples.ts'

// Numbers stay whole and within ±8, so that nothing is rounded however long the program.
const clamp = /* @__PURE__ */ expression((x) => max(min(x, 8), -8))
const difference = /* @__PURE__ */ expression((x, y) => max(min(sub(x, y), 8), -8))

/** An operation on n×n matrices, on the engine and in the model. */
interface Step {
  readonly name: string
  readonly run: (a: Matrix, b: Matrix) => Matrix
  readonly model: (a: Dense, b: Dense) => Dense
}

const clamped = (a: Dense): Dense => mapped(clamp, [a], a)

const steps: readonly Step[] = [
  {
    name: 'gemm',
    run: (a, b) => map(clamp, gemm(a, b)),
    model: (a, b) => clamped(product(a, b).value),
  },
  {
    name: 'gram',
    run: (a) => map(clamp, gram(a)),
    model: (a) => clamped(product(transposedDense(a), a).value),
  },
  {
    name: 'map',
    run: (a, b) => map(difference, a, b),
    model: (a, b) => mapped(difference, [a, b], a),
  },
  { name: 'transpose', run: (a) => transpose(a), model: transposedDense },
  {
    name: 'rows of one on top of another',
    run: (a, b) => concat('rows', slice(a, { rowStart: 1 }), slice(b, { rowEnd: 1 })),
    model: (a, b) =>
      dense(a.rows, a.columns, (i, j) => (i + 1 < a.rows ? a.get(i + 1, j) : b.get(0, j))),
  },
  {
    name: 'row of one, repeated, less another',
    run: (a, b) => map(difference, slice(a, { rowEnd: 1 }), b),
    model: (a, b) => {
      const whole = { rowStart: 0, rowEnd: 1, columnStart: 0, columnEnd: a.columns }
      return mapped(difference, [sliced(a, whole), b], b)
    },
  },
  {
    name: 'columns exchanged',
    run: (a, b) => concat('columns', slice(b, { columnEnd: 1 }), slice(a, { columnStart: 1 })),
    model: (a, b) => {
      const part = (m: Dense, columnStart: number, columnEnd: number): Dense =>
        sliced(m, { rowStart: 0, rowEnd: m.rows, columnStart, columnEnd })
      return joined([part(b, 0, 1), part(a, 1, a.columns)], 'columns')
    },
  },
]

const programs = fc.array(
  fc.record({
    step: fc.constantFrom(...steps),
    a: fc.nat(),
    b: fc.nat(),
    frees: fc.option(fc.nat(), { nil: undefined }),
    reads: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
)

/** Laws of whole programs: that no operation, scope or free disturbs what others still hold. */
export function programLaws({ describe, it, engine: open }: LawContext): void {
  describe('programs', () => {
    it('of operations, scopes and frees end in what a model without memory says', async () => {
      const engine = await open()
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 6 }), programs, async (n, program) => {
          const before = engine.stats()
          const start = [1, 2, 3].map((seed) => wholeSample(n, n, seed))
          const live = start.map((model) => ({ model, matrix: upload(engine, model) }))
          const pending: Promise<void>[] = []
          for (const { step, a, b, frees, reads } of program) {
            const left = live[a % live.length]
            const right = live[b % live.length]
            const made = {
              model: step.model(left.model, right.model),
              matrix: scope(() => step.run(left.matrix, right.matrix)),
            }
            live.push(made)
            if (reads) {
              pending.push(
                download(made.matrix).then((found) => assertSame(found, made.model, step.name)),
              )
            }
            if (frees !== undefined) {
              for (const gone of live.splice(frees % live.length, 1)) free(gone.matrix)
              if (live.length === 0)
                live.push({ model: start[0], matrix: upload(engine, start[0]) })
            }
          }
          await Promise.all(pending)
          for (const { matrix, model } of live)
            assertSame(await download(matrix), model, 'a survivor')
          for (const { matrix } of live) free(matrix)
          assertStats(engine, before)
        }),
      )
    })
  })
}
