import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matrix } from '../src/as-matrix.ts'
import { zeros } from '../src/constant.ts'
import { gemm } from '../src/gemm.ts'
import { identity } from '../src/constant.ts'
import { kron } from '../src/kron.ts'
import { partialTrace } from '../src/partial-trace.ts'
import { assertSame } from '../src/laws/assert-close.ts'
import { dense, download } from '../src/laws/dense.ts'
import { opaqueEngine } from '../src/laws/opaque-engine.ts'
import { wholeSample } from '../src/laws/samples.ts'
import { trace } from '../src/trace.ts'

const sizes = fc.record({ m: fc.nat(4), n: fc.nat(4), seed: fc.nat() })

describe('partialTrace', () => {
  it('sums the diagonal blocks, or takes the trace of each block', () => {
    fc.assert(
      fc.property(sizes, ({ m, n, seed }) => {
        const a = wholeSample(m * n, m * n, seed)
        const sum = (count: number, term: (k: number) => number): number =>
          Array.from({ length: count }, (_, k) => term(k)).reduce((total, x) => total + x, 0)
        assertSame(
          partialTrace(a, [m, n], 'first'),
          dense(n, n, (k, l) => sum(m, (i) => a.get(i * n + k, i * n + l))),
        )
        assertSame(
          partialTrace(a, [m, n], 'second'),
          dense(m, m, (i, j) => sum(n, (k) => a.get(i * n + k, j * n + k))),
        )
      }),
    )
  })

  it('of A ⊗ B is tr(A) B or tr(B) A, and keeps the trace', () => {
    fc.assert(
      fc.property(sizes, ({ m, n, seed }) => {
        const [a, b] = [wholeSample(m, m, seed), wholeSample(n, n, seed + 1)]
        const whole = kron(a, b)
        const times = (factor: number, x: typeof a) =>
          dense(x.rows, x.columns, (i, j) => factor * x.get(i, j))
        const first = partialTrace(whole, [m, n], 'first')
        const second = partialTrace(whole, [m, n], 'second')
        assertSame(first, times(trace(a).get(0, 0), b))
        assertSame(second, times(trace(b).get(0, 0), a))
        assertSame(trace(first), trace(whole))
        assertSame(trace(second), trace(whole))
      }),
    )
  })

  it('is the adjoint of B ↦ I ⊗ B and of A ↦ A ⊗ I', () => {
    const [m, n] = [3, 4]
    const M = wholeSample(m * n, m * n, 1)
    const [A, B] = [wholeSample(m, m, 2), wholeSample(n, n, 3)]
    assertSame(
      trace(gemm(partialTrace(M, [m, n], 'first'), B)),
      trace(gemm(M, kron(identity(m), B))),
    )
    assertSame(
      trace(gemm(partialTrace(M, [m, n], 'second'), A)),
      trace(gemm(M, kron(A, identity(n)))),
    )
  })

  it('does not let one block’s NaN into the others', () => {
    const a = dense(4, 4, (i, j) => (i === 0 && j === 0 ? Number.NaN : 1))
    assertSame(partialTrace(a, [2, 2], 'second'), [
      [Number.NaN, 2],
      [2, 2],
    ])
  })

  it('works where no value can be seen, and leaves nothing behind', async () => {
    for (const over of ['first', 'second'] as const) {
      const engine = opaqueEngine()
      const a = wholeSample(6, 6)
      const found = partialTrace(matrix(a, engine), [2, 3], over)
      assert.equal(engine.stats().liveMatrices, 2)
      assertSame(await download(found), partialTrace(a, [2, 3], over))
    }
  })

  it('takes spaces without dimensions', () => {
    const nothing = zeros(0, 0)
    assertSame(partialTrace(nothing, [0, 2], 'first'), zeros(2, 2))
    assertSame(partialTrace(nothing, [2, 0], 'second'), zeros(2, 2))
    assert.deepEqual(partialTrace(nothing, [0, 2], 'second').shape, [0, 0])
  })

  it('refuses what does not fit', () => {
    assert.throws(() => partialTrace([[1]], [1, 2], 'first'), {
      name: 'ShapeError',
      message: /1×1; expected 2×2 for spaces of 1 and 2/,
    })
    assert.throws(() => partialTrace([[1]], [-1, -1], 'first'), { name: 'ShapeError' })
  })
})
