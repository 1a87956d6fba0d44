import assert from 'node:assert/strict'
import { decode } from 'fast-png'
import { imageStrip } from '../../src/internal/image-strip.ts'

describe('imageStrip', () => {
  it('puts images side by side with transparent gaps', () => {
    const strip = imageStrip([Uint8Array.of(1, 2), Uint8Array.of(3, 4)], 1, 2)!
    assert.deepEqual([strip.width, strip.height], [4, 2])
    const png = decode(Buffer.from(strip.url.replace('data:image/png;base64,', ''), 'base64'))
    assert.deepEqual([png.width, png.height, png.channels, png.depth], [4, 2, 2, 8])
    assert.deepEqual([...png.data], [1, 255, 0, 0, 0, 0, 3, 255, 2, 255, 0, 0, 0, 0, 4, 255])
  })

  it('has nothing for no images or no pixels', () => {
    assert.equal(imageStrip([], 28, 28), undefined)
    assert.equal(imageStrip([new Uint8Array(0)], 0, 5), undefined)
    assert.equal(imageStrip([new Uint8Array(0), new Uint8Array(0)], 5, 0), undefined)
  })

  it('refuses an image of another size', () => {
    assert.throws(
      () => imageStrip([new Uint8Array(5)], 2, 3),
      /RangeError: .*image 0 has 5 pixels; expected 2 × 3/,
    )
  })
})
