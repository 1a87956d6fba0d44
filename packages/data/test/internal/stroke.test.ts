import assert from 'node:assert/strict'
import { createRandom } from '@kq/linalg/random'
import { drawStroke, vertices } from '../../src/internal/stroke.ts'

describe('drawStroke', () => {
  const polyline = new Float64Array(2 * vertices)

  it('stays inside, is long enough, and passes its middle point halfway', () => {
    const random = createRandom(1)
    for (let i = 0; i < 3000; i++) {
      drawStroke(random, polyline)
      assert.ok(polyline.every((coordinate) => coordinate >= 1 && coordinate <= 26))
      const xs = polyline.filter((_, k) => k % 2 === 0)
      const ys = polyline.filter((_, k) => k % 2 === 1)
      const extent = Math.hypot(
        Math.max(...xs) - Math.min(...xs),
        Math.max(...ys) - Math.min(...ys),
      )
      assert.ok(extent >= 6)
    }
  })

  it('is a parabola: its third differences vanish', () => {
    drawStroke(createRandom(2), polyline)
    for (let k = 6; k < polyline.length; k++) {
      const third = polyline[k] - 3 * polyline[k - 2] + 3 * polyline[k - 4] - polyline[k - 6]
      assert.ok(Math.abs(third) < 1e-12)
    }
  })

  it('goes from the first point to the last through the middle one', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(seed)
      if (drawStroke(random, polyline) > 0) continue
      const again = createRandom(seed)
      const [x0, y0, x1, y1, x2, y2] = Array.from({ length: 6 }, () => 3 + 21 * again.uniform())
      assert.deepEqual([polyline[0], polyline[1]], [x0, y0])
      assert.deepEqual([...polyline.subarray(-2)], [x2, y2])
      // With an even number of points t = ½ lies between the middle two, a parabola's sag away.
      const middle = [198, 199].map((k) => (polyline[k] + polyline[k + 2]) / 2)
      assert.ok(Math.hypot(middle[0] - x1, middle[1] - y1) < 1e-3)
    }
  })

  it('accepts 98 % of its draws', () => {
    const random = createRandom(3)
    let refused = 0
    for (let i = 0; i < 5000; i++) refused += drawStroke(random, polyline)
    const acceptance = 5000 / (5000 + refused)
    assert.ok(Math.abs(acceptance - 0.977) < 0.008, `${acceptance}`)
  })
})
