import assert from 'node:assert/strict'
import ndarray from 'ndarray'
import { matrix } from '../src/as-matrix.ts'
import { expression, mul } from '../src/expression.ts'
import { gemm } from '../src/gemm.ts'
import { defaultHost, hostEngine, isHostMatrix } from '../src/host.ts'
import { map } from '../src/map.ts'
import { slice } from '../src/slice.ts'
import { transpose } from '../src/transpose.ts'

const twice = expression((x) => mul(2, x))

describe('HostMatrix', () => {
  const whole = matrix([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ])
  const views = [whole, transpose(whole), slice(whole, { rowStart: 1, columnEnd: 2 })]

  it('is read by tools of the ndarray family in place', () => {
    for (const m of views) {
      const seen = ndarray(m.data, m.shape, m.stride, m.offset)
      const rows = m.toArray()
      assert.equal(seen.dimension, m.dimension)
      assert.equal(seen.size, m.size)
      assert.deepEqual(seen.order, m.order)
      rows.forEach((row, i) => row.forEach((x, j) => assert.equal(seen.get(i, j), x)))
      assert.deepEqual(matrix(seen.transpose(1, 0)).toArray(), transpose(m).toArray())
    }
  })

  it('has ndarray’s get and set', () => {
    const m = matrix([
      [1, 2],
      [3, 4],
    ])
    assert.equal(transpose(m).set(0, 1, 9), 9)
    assert.equal(m.get(1, 0), 9)
  })

  it('passes for an ndarray where one is taken', () => {
    for (const { data, shape, stride, offset, ...rest } of views) {
      assert.ok(rest)
      assert.deepEqual(matrix({ data, shape, stride, offset }).shape, shape)
    }
  })
})

describe('hostEngine', () => {
  it('is one of its own each time; the default is one a dtype', () => {
    assert.notEqual(hostEngine(), hostEngine())
    assert.equal(defaultHost(), defaultHost('float64'))
    assert.notEqual(defaultHost('float32'), defaultHost())
    assert.equal(isHostMatrix([[1]]), false)
  })

  it('stores in its dtype', () => {
    const single = matrix([[0.1]], hostEngine({ dtype: 'float32' }))
    assert.equal(single.dtype, 'float32')
    assert.ok(gemm(single, single).data instanceof Float32Array)
  })

  it('finds out by itself that code generation is forbidden', () => {
    const { Function: original } = globalThis
    const forbidden = function (): never {
      throw new EvalError('Code generation from strings disallowed for this context')
    }
    globalThis.Function = forbidden as unknown as FunctionConstructor
    try {
      assert.deepEqual(map(twice, matrix([[1, 2]], hostEngine())).toArray(), [[2, 4]])
    } finally {
      globalThis.Function = original
    }
  })
})
