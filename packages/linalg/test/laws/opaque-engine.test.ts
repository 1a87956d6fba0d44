import assert from 'node:assert/strict'
import { matrix } from '../../src/as-matrix.ts'
import { cholesky } from '../../src/cholesky.ts'
import { expression, mul } from '../../src/expression.ts'
import { gemm } from '../../src/gemm.ts'
import { isHostMatrix } from '../../src/host.ts'
import { opaqueEngine } from '../../src/laws/opaque-engine.ts'
import { map } from '../../src/map.ts'
import { read } from '../../src/read.ts'
import { free, scope } from '../../src/scope.ts'

const twice = expression((x) => mul(2, x))

describe('opaqueEngine', () => {
  it('hides every value: handles hold shapes and nothing else', () => {
    const engine = opaqueEngine()
    const a = gemm(matrix([[1, 2]], engine), matrix([[3], [4]], engine))
    assert.equal(isHostMatrix(a), false)
    assert.equal(engine.peek, undefined)
    assert.deepEqual(Object.keys(a).sort(), ['columns', 'dtype', 'engine', 'freed', 'rows'])
  })

  it('does nothing before a read is awaited', async () => {
    const engine = opaqueEngine()
    let evaluated = 0
    const watched = {
      length: 1,
      get 0() {
        evaluated++
        return 3
      },
    }
    const a = map(twice, matrix([[1]], engine))
    const failing = cholesky(matrix([[-1]], engine))
    const values = engine.upload(watched, { rows: 1, columns: 1 })
    assert.equal(evaluated, 1)
    const pending = read(a)
    assert.deepEqual([...(await pending)], [2])
    assert.deepEqual([...(await read(values))], [3])
    await assert.rejects(read(failing), { name: 'NotPositiveDefiniteError' })
  })

  it('names the operation that failed in the reads of all that depend on it, and in no other', async () => {
    const engine = opaqueEngine()
    const a = matrix(
      [
        [1, 2],
        [2, 1],
      ],
      engine,
    )
    const bad = cholesky(a)
    const worse = map(twice, gemm(bad, a))
    for (const m of [worse, bad]) await assert.rejects(read(m), { message: /cholesky: .*pivot 1/ })
    assert.deepEqual([...(await read(a))], [1, 2, 2, 1])
    const broken = map(
      { arity: 1, term: { kind: 'unary', operator: 'nothing' as 'neg', argument: twice.term } },
      a,
    )
    await assert.rejects(read(gemm(broken, a)), { name: 'EngineError', message: /^map: / })
  })

  it('does the work of a read outside of any scope', async () => {
    const engine = opaqueEngine()
    let pending: Promise<unknown> | undefined
    const kept = scope(() => {
      const a = matrix([[4]], engine)
      const root = cholesky(a)
      pending = read(root)
      return root
    })
    await pending
    assert.deepEqual([...(await read(kept))], [2])
  })

  it('reads what was asked for before a free, and nothing after it', async () => {
    const engine = opaqueEngine()
    const a = matrix([[5]], engine)
    const early = read(a)
    free(a)
    assert.deepEqual([...(await early)], [5])
    await assert.rejects(read(a), { name: 'EngineError', message: /freed/ })
  })

  it('bears the name and dtype it is given', () => {
    const { name, dtype } = opaqueEngine({ name: 'veiled', dtype: 'float32' })
    assert.deepEqual([name, dtype], ['veiled', 'float32'])
  })
})
