import assert from 'node:assert/strict'
import type { Shape } from '@kq/linalg/engine'
import { add, expression, mul } from '@kq/linalg/expression'
import type { Backend } from '../../src/internal/backend.ts'
import { fuse, type Pending, view, viewed } from '../../src/internal/fusion.ts'
import type { GpuHandle } from '../../src/internal/gpu-js.ts'
import { type LazyResults, lazyResults } from '../../src/internal/lazy.ts'

const double = expression((x) => mul(2, x))
const sum = expression((a, b) => add(a, b))

/** Results on a device that computes nothing: what it is asked for is noted. */
function onPaper(): {
  results: LazyResults
  launches: string[]
  released: GpuHandle[]
  matrix: (shape: Shape) => { handle: GpuHandle; pending: Pending; free: () => void }
} {
  const launches: string[] = []
  const released: GpuHandle[] = []
  const backend = {
    launch: async ({ name }: { name: string }, { rows, columns }: Shape) => {
      launches.push(`${name.split(' ')[0]} ${rows}×${columns}`)
      return {} as GpuHandle
    },
    release: (handle: GpuHandle) => released.push(handle),
  } as unknown as Backend
  const results = lazyResults(backend)
  return {
    results,
    launches,
    released,
    matrix: (shape) => {
      const handle = {} as GpuHandle
      const lazy = results.own(handle, shape)
      return { handle, pending: lazy.state as Pending, free: () => results.release(lazy) }
    },
  }
}

const tall = { rows: 30, columns: 4 }

describe('lazy results', () => {
  it('launches folds that wait together, once one is needed', async () => {
    const { results, launches, matrix } = onPaper()
    const [first, second] = [matrix(tall), matrix(tall)]
    const columns = await results.fold('sum', 'rows', first.pending, 1)
    const rows = await results.fold('max', 'columns', second.pending, 1)
    const all = await results.fold('sum', 'all', first.pending, 1)
    assert.deepEqual(launches, [])
    const pending = await results.term(columns)
    assert.deepEqual(pending.shape, { rows: 1, columns: 4 })
    // The fold of everything is of a row that is in the same launch.
    assert.deepEqual(launches, ['pack 1×38'])
    await results.term(rows)
    await results.term(all)
    assert.deepEqual(launches, ['pack 1×38', 'pack 1×1'])
  })

  it('launches a fold before anything else once nobody but it keeps its matrix', async () => {
    const { results, launches, released, matrix } = onPaper()
    const [first, second] = [matrix(tall), matrix(tall)]
    await results.fold('sum', 'rows', first.pending, 1)
    await results.fold('sum', 'rows', second.pending, 1)
    await results.launchLastUses()
    assert.deepEqual(launches, [])
    first.free()
    assert.deepEqual(released, [])
    await results.launchLastUses()
    assert.deepEqual(launches, ['pack 1×8'])
    assert.deepEqual(released, [first.handle])
  })

  it('folds long lines in runs first', async () => {
    const { results, launches, matrix } = onPaper()
    const fold = await results.fold('sum', 'rows', matrix({ rows: 3000, columns: 2 }).pending, 1)
    assert.deepEqual(launches, ['reduce 3×2'])
    await results.term(fold)
    assert.deepEqual(launches, ['reduce 3×2', 'pack 1×2'])
  })

  it('turns a fold before it is launched', async () => {
    const { results, launches, matrix } = onPaper()
    const fold = await results.fold('sum', 'rows', matrix(tall).pending, 1)
    const turned = results.turnedFold(fold)
    assert.ok(turned)
    results.release(fold)
    assert.deepEqual((await results.launched(turned)).shape, { rows: 4, columns: 1 })
    assert.deepEqual(launches, ['pack 1×4'])
    assert.equal(results.turnedFold(turned), undefined)
  })

  it('launches what depends on folds of others when it is needed, matrices too', async () => {
    const { results, launches, matrix } = onPaper()
    const { pending } = matrix(tall)
    const flag = await results.fold('sum', 'all', pending, 1)
    const late = results.late(sum.term, [flag, pending], tall)
    assert.ok(results.isUnresolved(late))
    assert.deepEqual(launches, [])
    await results.settle(late)
    assert.deepEqual(launches, ['pack 1×4', 'pack 1×1', 'map 30×4'])
  })

  it('computes vectors that wait together', async () => {
    const { results, launches, matrix } = onPaper()
    const column = { rows: 9, columns: 1 }
    const { pending } = matrix(column)
    const twice = (): Pending => fuse(double.term, [pending], column) as Pending
    const [first, second] = [results.wait(twice()), results.wait(twice())]
    const seen = viewed(await results.launched(first))
    assert.deepEqual(launches, ['pack 1×18'])
    assert.equal(viewed(await results.launched(second))?.value, seen?.value)
    assert.equal(launches.length, 1)
  })

  it('leaves views of packed rows when all is launched, but none of matrices', async () => {
    const { results, launches, released, matrix } = onPaper()
    const { handle, pending, free } = matrix(tall)
    const slice = results.wait(view(viewed(pending)?.value ?? 0, { rows: 2, columns: 4 }))
    const mean = await results.fold('sum', 'rows', pending, 30)
    free()
    await results.flush()
    assert.deepEqual(launches, ['pack 1×4', 'map 2×4'])
    assert.deepEqual(released, [handle])
    results.release(slice)
    results.release(mean)
    assert.equal(released.length, 3)
  })
})
