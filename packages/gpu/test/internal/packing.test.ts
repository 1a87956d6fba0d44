import assert from 'node:assert/strict'
import type { Shape } from '@kq/linalg/engine'
import { expression, mul } from '@kq/linalg/expression'
import { accessText } from '../../src/internal/access.ts'
import { DeviceValue } from '../../src/internal/device-value.ts'
import { fuse, type Pending, view } from '../../src/internal/fusion.ts'
import type { GpuHandle } from '../../src/internal/gpu-js.ts'
import { nextPack, packedAccess } from '../../src/internal/packing.ts'
import type { Lazy } from '../../src/internal/result.ts'

const product = expression((a, b) => mul(a, b))

const valueOf = (shape: Shape): DeviceValue => new DeviceValue({} as GpuHandle, shape, () => {})

const row = { rows: 1, columns: 10 }

const lazyOf = (a: DeviceValue, b: DeviceValue): Lazy => ({
  state: fuse(product.term, [view(a, a.shape), view(b, b.shape)], a.shape) as Pending,
  references: 1,
})

const chosen = (...given: Parameters<typeof nextPack>): Lazy[] =>
  nextPack(...given).map(({ lazy }) => lazy)

describe('packing', () => {
  it('takes what binds fewest matrices more, seven at most', () => {
    const values = Array.from({ length: 8 }, () => valueOf(row))
    const pair = (i: number, j: number): Lazy => lazyOf(values[i], values[j])
    const needed = pair(0, 1)
    const [apart, near, same] = [pair(2, 3), pair(1, 2), pair(1, 0)]
    assert.deepEqual(chosen([needed], [apart, near, same]), [needed, same, near, apart])
    const others = [pair(2, 3), pair(4, 5), pair(6, 7)]
    assert.deepEqual(chosen([needed], others), [needed, others[0], others[1]])
  })

  it('ends at sixteen parts and at the longest row', () => {
    const value = valueOf(row)
    const many = Array.from({ length: 20 }, () => lazyOf(value, value))
    assert.equal(chosen(many, []).length, 16)
    const long = valueOf({ rows: 1, columns: 8000 })
    const longs = [lazyOf(long, long), lazyOf(long, long)]
    assert.deepEqual(chosen(longs, many.slice(0, 1)), [longs[0], many[0]])
  })

  it('leaves matrices, views, and folds of what is not there', () => {
    const matrix = valueOf({ rows: 3, columns: 4 })
    const seen: Lazy = { state: view(valueOf(row), row), references: 1 }
    const fold = (operand: Pending | Lazy, axis: 'rows' | 'columns'): Lazy => ({
      state: { fold: 'sum', axis, divisor: 1, operand, isTurned: false },
      references: 1,
    })
    const inner = fold(view(matrix, matrix.shape), 'rows')
    const outer = fold(inner, 'columns')
    assert.deepEqual(chosen([lazyOf(matrix, matrix), seen, outer, inner], []), [inner])
  })

  it('finds rows and columns again', () => {
    assert.equal(accessText(packedAccess({ rows: 1, columns: 5 }, 7)), '[0][x + 7]')
    assert.equal(accessText(packedAccess({ rows: 5, columns: 1 }, 0)), '[0][y]')
  })
})
