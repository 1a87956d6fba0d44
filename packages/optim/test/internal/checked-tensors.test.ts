import assert from 'node:assert/strict'
import { bytesSource } from '@kq/data/byte-source'
import { type Tensor, writeSafetensors } from '@kq/data/safetensors'
import { openChecked, writeChecked } from '../../src/internal/checked-tensors.ts'
import { collect } from '../support/collect.ts'

const tensors: Tensor[] = [
  { name: 'a', dtype: 'F32', shape: [2], read: () => Float32Array.of(1, 2) },
  { name: 'b', dtype: 'U8', shape: [1], read: () => Uint8Array.of(7) },
]

describe('writeChecked', () => {
  it('is read again where nothing was changed', async () => {
    const file = await openChecked(bytesSource(await collect(writeChecked(tensors, { k: 'v' }))))
    assert.deepEqual(file.metadata, { k: 'v' })
    assert.deepEqual(await file.read('a'), Float32Array.of(1, 2))
    assert.deepEqual(await file.read('b'), Uint8Array.of(7))
  })

  it('shows which tensor was damaged, and leaves the others readable', async () => {
    const bytes = await collect(writeChecked(tensors, {}))
    bytes[bytes.length - 13] ^= 1 // b, before three checksums
    const file = await openChecked(bytesSource(bytes))
    assert.deepEqual(await file.read('a'), Float32Array.of(1, 2))
    await assert.rejects(file.read('b'), { name: 'CheckpointError', problem: 'damaged' })
  })

  it('refuses files without checksums', async () => {
    const bytes = await collect(writeSafetensors(tensors))
    await assert.rejects(openChecked(bytesSource(bytes, 'f')), /^CheckpointError: f: .*checksums/)
  })

  it('lets errors of the disk through as they are', async () => {
    const source = { size: 100, readInto: () => Promise.reject(new Error('EIO')) }
    await assert.rejects(openChecked(source), /^Error: EIO/)
  })
})
