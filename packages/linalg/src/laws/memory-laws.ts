import { fill, identity } from '../constant.ts'
import type { Engine } from '../engine.ts'
import { expression, mul } from '../expression.ts'
import { gemm } from '../gemm.ts'
import { gram } from '../gram.ts'
import { map, reduce } from '../map.ts'
import type { Matrix } from '../matrix.ts'
import { free, keep, replace, scope } from '../scope.ts'
import { slice } from '../slice.ts'
import { transpose } from '../transpose.ts'
import { assertSame, violated } from './assert-close.ts'
import { dense, download, transposedDense, upload } from './dense.ts'
import { assertStats, type LawContext } from './law-context.ts'
import { sliced } from './oracle.ts'
import { wholeSample } from './samples.ts'

const twice = /* @__PURE__ */ expression((x) => mul(2, x))

const assertLive = (engine: Engine, before: number, more: number, when: string): void => {
  const found = engine.stats().liveMatrices - before
  if (found !== more)
    violated(`${found} matrices more than at first live ${when}, expected ${more}`)
}

/** Laws of who holds memory, and for how long. */
export function memoryLaws({ describe, it, engine: open }: LawContext): void {
  describe('memory', () => {
    it('counts what is made and freed; freeing twice is harmless', async () => {
      const engine = await open()
      const before = engine.stats()
      const a = upload(engine, wholeSample(30, 20))
      assertLive(engine, before.liveMatrices, 1, 'after an upload')
      const held = engine.stats().liveBytes - before.liveBytes
      const least = 600 * (engine.dtype === 'float32' ? 4 : 8)
      if (held < least)
        violated(`${held} bytes are counted for 600 numbers, expected at least ${least}`)
      const b = gemm(a, a, { transposeA: true })
      const c = map(twice, b)
      assertLive(engine, before.liveMatrices, 3, 'after two operations')
      free([a, b, c, b])
      free(a)
      if (!a.freed || !b.freed || !c.freed) violated('a matrix does not know that it was freed')
      assertStats(engine, before)
    })

    it('lets views outlive what they view, in any order of freeing', async () => {
      const engine = await open()
      const before = engine.stats()
      const a = wholeSample(6, 5)
      const block = { rowStart: 1, rowEnd: 5, columnStart: 2, columnEnd: 5 }
      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 0, 2],
        [0, 2, 1],
      ]) {
        const base = upload(engine, a)
        const view = slice(base, block)
        const turned = transpose(view)
        const all = [base, view, turned]
        const expected = [a, sliced(a, block), transposedDense(sliced(a, block))]
        for (const [k, index] of order.entries()) {
          free(all[index])
          const others = [0, 1, 2].map(() =>
            upload(
              engine,
              dense(6, 5, () => 99),
            ),
          )
          for (const left of order.slice(k + 1)) {
            assertSame(
              await download(all[left]),
              expected[left],
              'a view, after others were freed,',
            )
          }
          free(others)
        }
      }
      assertStats(engine, before)
    })

    it('scopes free all but what they return, at every depth', async () => {
      const engine = await open()
      const before = engine.stats()
      const a = upload(engine, wholeSample(4, 4))
      const result = scope(() => {
        const square = gemm(a, a)
        const inner = scope(() => {
          gram(a)
          return { list: [gemm(square, a), gemm(a, square)] }
        })
        return { deep: [inner], sum: reduce('sum', 'all', twice, square) }
      })
      assertLive(engine, before.liveMatrices, 4, 'after the scope')
      free([a, result])
      assertStats(engine, before)
    })

    it('scopes free all when their body throws', async () => {
      const engine = await open()
      const before = engine.stats()
      const boom = new Error('boom')
      try {
        scope(() => {
          scope(() => identity(3, 1, engine))
          fill(3, 3, 1, engine)
          throw boom
        })
      } catch (error) {
        if (error !== boom) throw error
      }
      assertStats(engine, before)
    })

    it('scopes spare what is kept; replace frees the old but what both share', async () => {
      const engine = await open()
      const before = engine.stats()
      let state: readonly Matrix[] = scope(() =>
        keep([identity(2, 1, engine), identity(2, 5, engine)]),
      )
      for (let step = 0; step < 20; step++) {
        scope(() => {
          state = replace(state, [gemm(state[0], state[1]), state[1]])
        })
        assertLive(engine, before.liveMatrices, 2, `after step ${step}`)
        state = replace(state, [identity(2, 1, engine), state[1]])
        assertSame(
          await download(state[1]),
          dense(2, 2, (i, j) => (i === j ? 5 : 0)),
          'the shared matrix',
        )
      }
      free(state)
      assertStats(engine, before)
    })

    it('stands still over many steps', async () => {
      const engine = await open()
      const before = engine.stats()
      const a = upload(engine, wholeSample(20, 20))
      for (let step = 0; step < 300; step++) {
        const norm = scope(() =>
          reduce('sum', 'all', twice, gram(slice(gemm(a, a), { rowStart: 1 }))),
        )
        if (step % 50 === 0) await engine.read(norm)
        free(norm)
        assertLive(engine, before.liveMatrices, 1, `in step ${step}`)
      }
      free(a)
      assertStats(engine, before)
    })
  })
}
