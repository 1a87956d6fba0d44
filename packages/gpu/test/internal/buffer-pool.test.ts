import assert from 'node:assert/strict'
import { bucketSize, createBufferPool } from '../../src/internal/buffer-pool.ts'

describe('buffer pool', () => {
  it('rounds up by an eighth at most, to multiples of 256 bytes', () => {
    for (let bytes = 1; bytes < 1e9; bytes = Math.ceil(bytes * 1.37)) {
      const size = bucketSize(bytes)
      assert.ok(size >= bytes && size % 256 === 0, `${bytes}: ${size}`)
      assert.ok(size <= Math.max(256, bytes) * 1.125 + 256, `${bytes}: ${size}`)
      assert.equal(bucketSize(size), size)
    }
  })

  it('gives a buffer again to whoever wants its size', () => {
    let made = 0
    const device = { createBuffer: ({ size }: { size: number }) => ({ size, number: ++made }) }
    const pool = createBufferPool(device as unknown as GPUDevice, 0)
    const first = pool.take(1000)
    pool.give(first)
    assert.equal(pool.idleBytes, first.size)
    assert.equal(pool.take(1001), first)
    assert.equal(pool.idleBytes, 0)
    assert.notEqual(pool.take(1000), first)
    assert.equal(made, 2)
  })
})
