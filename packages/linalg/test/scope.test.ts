import assert from 'node:assert/strict'
import { hostMatrix, matrix } from '../src/as-matrix.ts'
import { identity } from '../src/constant.ts'
import { gemm } from '../src/gemm.ts'
import { hostEngine } from '../src/host.ts'
import { discard, free, keep, matricesIn, replace, scope } from '../src/scope.ts'
import { slice } from '../src/slice.ts'

describe('scope', () => {
  const engine = hostEngine({ poison: true })
  const make = (value = 1) => identity(2, value, engine)
  const live = (): number => engine.stats().liveMatrices

  beforeEach(() => assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 }))

  it('returns what the body returns, of any kind', () => {
    assert.equal(
      scope(() => 3),
      3,
    )
    assert.equal(
      scope(() => undefined),
      undefined,
    )
    const record = { text: 'x', nested: [{ m: make(), n: null }] }
    const same = scope(() => record)
    assert.equal(same, record)
    assert.equal(record.nested[0].m.freed, false)
    free(record)
  })

  it('frees what is neither returned nor kept', () => {
    const inside: ReturnType<typeof make>[] = []
    const result = scope(() => {
      inside.push(make(), keep(make()), make())
      return { a: [inside[2]] }
    })
    assert.deepEqual(
      inside.map((m) => m.freed),
      [true, false, false],
    )
    free([result, inside])
  })

  it('hands what an inner scope returns to the outer one', () => {
    const outer = scope(() => {
      const inner = scope(() => [make(), make()])
      assert.equal(live(), 2)
      return inner[0]
    })
    assert.equal(live(), 1)
    free(outer)
  })

  it('keeps, from any depth, for good', () => {
    const seen: ReturnType<typeof make>[] = []
    scope(() => {
      scope(() => seen.push(keep(make()), make()))
      seen.push(scope(() => keep(make())))
      const outer = make()
      scope(() => seen.push(keep(outer)))
    })
    assert.deepEqual(
      seen.map((m) => m.freed),
      [false, true, false, false],
    )
    free(seen)
  })

  it('leaves alone what was made outside, and what was freed inside', () => {
    const outside = make()
    scope(() => {
      const inside = make()
      free(inside)
      gemm(outside, outside)
    })
    assert.equal(outside.freed, false)
    assert.equal(live(), 1)
    free(outside)
  })

  it('frees all when the body throws, and passes the error on', () => {
    assert.throws(
      () =>
        scope(() => {
          make()
          scope(make)
          throw new RangeError('boom')
        }),
      /boom/,
    )
    assert.equal(live(), 0)
    // The stack of scopes is whole again: nothing made now belongs to the broken ones.
    const after = make()
    assert.equal(after.freed, false)
    free(after)
  })

  it('refuses an asynchronous body, frees what it made, and silences its end', async () => {
    let started = false
    assert.throws(
      () =>
        scope(async () => {
          const m = make()
          started = true
          await Promise.resolve()
          gemm(m, m)
        }),
      { name: 'TypeError', message: /synchronous/ },
    )
    assert.equal(started, true)
    assert.equal(live(), 0)
    // An unhandled rejection of the body would fail the test run here.
    await new Promise((resolve) => setTimeout(resolve, 5))
  })

  it('lets a view outlive its base', () => {
    const view = scope(() => slice(make(7), { rowEnd: 1 }))
    assert.deepEqual(view.toArray(), [[7, 0]])
    free(view)
  })

  it('with poison, shows use after free as NaN', () => {
    const m = make()
    free(m)
    assert.deepEqual(m.toArray(), [
      [NaN, NaN],
      [NaN, NaN],
    ])
  })

  it('poisons storage with its last view, not before', () => {
    const m = make(3)
    const view = slice(m, { columnEnd: 1 })
    free(m)
    assert.deepEqual(view.toArray(), [[3], [0]])
    free(view)
    assert.ok(Number.isNaN(view.get(0, 0)))
  })

  it('gives memory to later matrices only once it is free', () => {
    const pooled = hostEngine()
    const a = identity(2, 1, pooled)
    const view = slice(a, { rowEnd: 1 })
    free(a)
    const b = identity(2, 5, pooled)
    assert.notEqual(b.data, view.data)
    free(view)
    assert.equal(identity(2, 6, pooled).data, view.data)
    assert.equal(b.get(0, 0), 5)
  })

  it('never recycles the memory of an ndarray', () => {
    const data = Float64Array.of(1, 2, 3, 4)
    const m = matrix({ data, shape: [2, 2], stride: [2, 1], offset: 0 }, engine)
    free(m)
    assert.deepEqual([...data], [1, 2, 3, 4])
  })
})

describe('discard', () => {
  it('frees what the innermost scope would, at once, and nothing else', () => {
    const engine = hostEngine()
    const make = () => identity(2, 1, engine)
    const foreign = make()
    const outer = scope(() => {
      const ofOuter = make()
      scope(() => {
        const [gone, spared, kept] = [make(), make(), keep(make())]
        discard({ gone, list: [spared, kept, ofOuter, foreign] }, { spared })
        assert.deepEqual(
          [gone, spared, kept, ofOuter, foreign].map(({ freed }) => freed),
          [true, false, false, false, false],
        )
        free(kept)
      })
      return ofOuter
    })
    free([outer, foreign])
    assert.equal(engine.stats().liveMatrices, 0)
  })

  it('does nothing outside of a scope', () => {
    const a = identity(2, 1, hostEngine())
    discard(a)
    assert.equal(a.freed, false)
  })
})

describe('replace', () => {
  it('frees the old, but not what the next holds too, and keeps the next', () => {
    const engine = hostEngine()
    const [a, b, c] = [1, 2, 3].map((value) => identity(2, value, engine))
    const next = scope(() => replace({ a, list: [b] }, { list: [b, c, identity(1, 1, engine)] }))
    assert.deepEqual(
      [a, b, c].map((m) => m.freed),
      [true, false, false],
    )
    assert.equal(next.list[2].freed, false)
    assert.equal(engine.stats().liveMatrices, 3)
  })

  it('takes the same state twice', () => {
    const state = { a: identity(2) }
    assert.equal(replace(state, state), state)
    assert.equal(state.a.freed, false)
  })
})

describe('matricesIn', () => {
  it('finds matrices in arrays and plain records of any depth, and does not call getters', () => {
    const m = identity(1)
    const record = Object.create(null) as Record<string, unknown>
    record.inner = [[{ m }], m, new Map([[1, identity(1)]])]
    Object.defineProperty(record, 'trap', { enumerable: true, get: () => assert.fail('called') })
    assert.deepEqual([...matricesIn(record)], [m])
    assert.equal(hostMatrix(m, 'test'), m)
  })
})
