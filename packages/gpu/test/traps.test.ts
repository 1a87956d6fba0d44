/*
 * What gpu.js 2.24.1 does when it is not told otherwise; each test fails without the cure.
 */
import assert from 'node:assert/strict'
import { fill } from '@kq/linalg/constant'
import { add, columnIndex, expression, mul, rowIndex } from '@kq/linalg/expression'
import { gemm } from '@kq/linalg/gemm'
import { generate, map, reduce } from '@kq/linalg/map'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import { transpose } from '@kq/linalg/transpose'
import type { GpuEngine } from '../src/open-gpu-engine.ts'
import { openWebGpu, requireWebGpu } from './support/adapter.ts'

const place = expression((rows) => add(mul(rowIndex, rows), columnIndex))
const plusOne = expression((x) => add(x, 1))
const column = expression(() => columnIndex)
const same = expression((x) => x)

describe('traps of gpu.js', function () {
  this.timeout(120_000)
  let engine: GpuEngine

  before(async function () {
    await requireWebGpu(this)
    engine = (await openWebGpu({ gemm: 'gpu.js' })).engine
  })

  for (const depth of [1001, 3000]) {
    it(`a loop does not end after 1,000 turns: a depth of ${depth}`, async () => {
      const ones = fill(depth, 2, 1, engine)
      const sums = reduce('sum', 'rows', same, ones)
      assert.deepEqual(
        [...(await read(gemm(ones, ones, { transposeA: true })))],
        Array(4).fill(depth),
      )
      assert.deepEqual([...(await read(sums))], [depth, depth])
    })
  }

  it('first calls of a kernel with different sizes, none awaited, keep their sizes', async () => {
    const fresh = expression((x) => add(mul(x, 3), 1))
    const sizes = [3, 7, 2, 11]
    const found = sizes.map((n) => read(map(fresh, fill(n, n, 2, engine))))
    for (const [k, values] of (await Promise.all(found)).entries()) {
      assert.deepEqual([...values], Array(sizes[k] ** 2).fill(7))
    }
  })

  it('results of one kernel do not share a buffer', async () => {
    const a = map(plusOne, fill(4, 4, 1, engine))
    const values = await read(a)
    const b = map(plusOne, a)
    const c = map(plusOne, b)
    assert.deepEqual([...(await read(c))], Array(16).fill(4))
    assert.deepEqual([...(await read(b))], Array(16).fill(3))
    assert.deepEqual(await read(a), values)
  })

  it('a kernel takes other sizes than its first', async () => {
    for (const [rows, columns] of [
      [5, 3],
      [2, 9],
      [40, 1],
      [1, 33],
      [64, 64],
    ]) {
      const a = generate(engine, { rows, columns }, place, columns)
      const turned = await read(map(plusOne, transpose(a)))
      assert.equal(turned.length, rows * columns)
      assert.equal(turned[1], rows > 1 ? columns + 1 : 2)
      assert.equal(turned[turned.length - 1], rows * columns)
    }
  })

  it('indices are whole beyond 2²⁴ elements', async () => {
    const [rows, columns] = [4097, 4097]
    const a = generate(engine, { rows, columns }, column)
    const corner = slice(a, {
      rowStart: rows - 1,
      rowEnd: rows,
      columnStart: columns - 4,
      columnEnd: columns,
    })
    assert.deepEqual([...(await read(corner))], [4093, 4094, 4095, 4096])
    free([a, corner])
  })
})
