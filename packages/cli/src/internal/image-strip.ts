import { encode } from 'fast-png'

/** Pixels between two images. */
const gap = 2

/**
 * Grey images of one size side by side, as a PNG in a data URL. What lies between them is
 * transparent. `undefined` if there are none.
 *
 * @throws RangeError if an image has not width × height pixels.
 */
export const imageStrip = (
  images: readonly Uint8Array[],
  width: number,
  height: number,
): { readonly url: string; readonly width: number; readonly height: number } | undefined => {
  const total = images.length * (width + gap) - gap
  if (images.length === 0 || total <= 0 || height <= 0) return undefined
  const data = new Uint8Array(2 * total * height)
  images.forEach((image, index) => {
    if (image.length !== width * height) {
      throw new RangeError(
        `imageStrip: image ${index} has ${image.length} pixels; expected ${width} × ${height}.`,
      )
    }
    image.forEach((grey, pixel) => {
      const x = index * (width + gap) + (pixel % width)
      data.set([grey, 255], 2 * (Math.floor(pixel / width) * total + x))
    })
  })
  const png = encode({ width: total, height, data, channels: 2, depth: 8 })
  const base64 = Buffer.from(png).toString('base64')
  return { url: `data:image/png;base64,${base64}`, width: total, height }
}
