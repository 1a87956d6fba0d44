import assert from 'node:assert/strict'
import { add, columnIndex, expression, exp, mul } from '@kq/linalg/expression'
import { DeviceValue } from '../../src/internal/device-value.ts'
import { fuse, isLight, valuesOf, view, viewed } from '../../src/internal/fusion.ts'
import type { GpuHandle } from '../../src/internal/gpu-js.ts'

const released: GpuHandle[] = []
const valueOf = (rows: number, columns: number): DeviceValue =>
  new DeviceValue({} as GpuHandle, { rows, columns }, (handle) => released.push(handle))

const shape = { rows: 3, columns: 4 }
const sum = expression((a, b) => add(a, b))
const product = expression((a, b) => mul(a, b))

describe('fuse', () => {
  it('puts the terms of operands in their places, each device value once', () => {
    const [a, b] = [valueOf(3, 4), valueOf(1, 4)]
    const inner = fuse(sum.term, [view(a, shape), view(b, b.shape)], shape)
    assert.ok(inner)
    const outer = fuse(product.term, [inner, view(a, shape)], shape)
    assert.ok(outer)
    assert.deepEqual(valuesOf(outer.leaves), [a, b])
    assert.equal(outer.leaves.length, 2)
    assert.equal(viewed(outer), undefined)
    assert.equal(viewed(view(a, shape))?.value, a)
  })

  it('gives the same term for the same program, so that its kernel is found again', () => {
    const program = (): unknown => {
      const [a, b] = [valueOf(3, 4), valueOf(3, 4)]
      const inner = fuse(sum.term, [view(a, shape), view(b, shape)], shape)
      return inner && fuse(product.term, [inner, view(2, shape)], shape)?.term
    }
    assert.ok(program())
    assert.equal(program(), program())
  })

  it('knows one index only where there is one row or column', () => {
    const place = expression(() => columnIndex)
    const column = fuse(place.term, [], { rows: 5, columns: 1 })
    assert.deepEqual(column?.term, { kind: 'constant', value: 0 })
  })

  it('refuses more matrices than a kernel binds, and terms without end', () => {
    const sums = (count: number): unknown => {
      let all = view(valueOf(3, 4), shape)
      for (let k = 1; k < count; k++) {
        const next = fuse(sum.term, [all, view(valueOf(3, 4), shape)], shape)
        if (!next) return undefined
        all = next
      }
      return all
    }
    assert.ok(sums(7))
    assert.equal(sums(8), undefined)
    const power = expression((x) => exp(x))
    let tower = view(valueOf(3, 4), shape)
    for (let k = 0; k < 200; k++) {
      const next = fuse(power.term, [tower], shape)
      if (!next) return assert.ok(k > 50)
      tower = next
    }
    assert.fail('the tower grows on')
  })

  it('calls light what reads one element of a matrix, any of vectors, and has no function', () => {
    const [a, b] = [valueOf(3, 4), valueOf(1, 4)]
    const light = (operands: Parameters<typeof fuse>[1], { term } = sum): boolean =>
      isLight(fuse(term, operands, shape) as NonNullable<ReturnType<typeof fuse>>)
    assert.ok(light([view(a, shape), view(b, b.shape)]))
    assert.ok(light([view(a, shape), view(a, shape)], product))
    assert.ok(!light([view(a, shape), view(valueOf(3, 4), shape)]))
    assert.ok(
      !light(
        [view(a, shape), view(b, b.shape)],
        expression((x, y) => add(exp(x), y)),
      ),
    )
  })
})

describe('DeviceValue', () => {
  it('gives its storage back with the last reference', () => {
    const value = valueOf(1, 1)
    released.length = 0
    value.retain().release()
    assert.equal(released.length, 0)
    value.release()
    assert.deepEqual(released, [value.handle])
  })
})
