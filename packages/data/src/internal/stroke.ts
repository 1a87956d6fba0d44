import type { Random } from '@kq/linalg/random'

/** The number of points of a stroke's polyline. */
export const vertices = 200

/** The stroke through three points as x, y pairs. */
const tracePolyline = (points: readonly number[], polyline: Float64Array): void => {
  const [x0, y0, x1, y1, x2, y2] = points
  const [controlX, controlY] = [2 * x1 - (x0 + x2) / 2, 2 * y1 - (y0 + y2) / 2]
  for (let i = 0; i < vertices; i++) {
    const t = i / (vertices - 1)
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t]
    polyline[2 * i] = a * x0 + b * controlX + c * x2
    polyline[2 * i + 1] = a * y0 + b * controlY + c * y2
  }
}

const isLongEnough = ([x0, y0, x1, y1, x2, y2]: readonly number[]): boolean =>
  Math.max(
    Math.hypot(x0 - x1, y0 - y1),
    Math.hypot(x0 - x2, y0 - y2),
    Math.hypot(x1 - x2, y1 - y2),
  ) >= 6

/**
 * Draws points until they make a stroke that is long enough and stays inside; fills `polyline`.
 * Returns how many were refused.
 */
export const drawStroke = (random: Random, polyline: Float64Array): number => {
  for (let refused = 0; ; refused++) {
    const points = Array.from({ length: 6 }, () => 3 + 21 * random.uniform())
    if (!isLongEnough(points)) continue
    tracePolyline(points, polyline)
    if (polyline.every((coordinate) => coordinate >= 1 && coordinate <= 26)) return refused
  }
}
