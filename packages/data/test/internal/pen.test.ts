import assert from 'node:assert/strict'
import { createRandom } from '@kq/linalg/random'
import { drawPolyline, pixels, side } from '../../src/internal/pen.ts'
import { drawStroke, vertices } from '../../src/internal/stroke.ts'

/** The distance of a point to a segment by the definition: the least over a fine walk along it. */
const distanceToSegment = (x: number, y: number, ends: readonly number[]): number => {
  const [x0, y0, x1, y1] = ends
  const length = Math.hypot(x1 - x0, y1 - y0)
  if (length === 0) return Math.hypot(x - x0, y - y0)
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length]
  const along = (x - x0) * ux + (y - y0) * uy
  if (along < 0) return Math.hypot(x - x0, y - y0)
  if (along > length) return Math.hypot(x - x1, y - y1)
  return Math.abs((x - x0) * uy - (y - y0) * ux)
}

/** Every pixel against every segment. */
const drawSlowly = (polyline: Float64Array): Uint8Array =>
  Uint8Array.from({ length: pixels }, (_, pixel) => {
    const [x, y] = [(pixel % side) + 0.5, Math.floor(pixel / side) + 0.5]
    let distance = Infinity
    for (let i = 2; i < polyline.length; i += 2) {
      distance = Math.min(distance, distanceToSegment(x, y, [...polyline.subarray(i - 2, i + 2)]))
    }
    const value = Math.exp(-(distance ** 2) / (2 * 0.7 ** 2))
    return value < 0.01 ? 0 : Math.round(255 * value)
  })

describe('drawPolyline', () => {
  const distances = new Float64Array(pixels)

  const draw = (polyline: Float64Array): Uint8Array => {
    const image = new Uint8Array(pixels)
    drawPolyline(polyline, image, distances)
    return image
  }

  it('draws what the distance of every pixel to every segment says', () => {
    const random = createRandom(1)
    const polyline = new Float64Array(2 * vertices)
    for (let i = 0; i < 10; i++) {
      drawStroke(random, polyline)
      assert.deepEqual(draw(polyline), drawSlowly(polyline))
    }
  })

  it('draws at the edges, beyond them, and a segment of no length', () => {
    for (const points of [
      [0, 0, 28, 28],
      [-1, 5, -1, 20],
      [27.9, 0.1, 27.9, 0.1],
      [40, 40, 50, 50],
      [3.5, 3.5, 3.5, 20.5],
    ]) {
      const polyline = Float64Array.from(points)
      assert.deepEqual(draw(polyline), drawSlowly(polyline))
    }
  })
})
