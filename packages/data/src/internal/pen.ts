/** The images are 28 × 28 pixels; the centre of pixel (column, row) is (column + ½, row + ½). */
export const side = 28
export const pixels: number = side * side

const width = 0.7
const faintest = 0.01

/** Beyond this squared distance a pixel is fainter than `faintest`. */
const reachSquared = -2 * width * width * Math.log(faintest)
const reach = Math.sqrt(reachSquared)

/** The squared distance of every pixel centre to the polyline, where it is within reach. */
const measureDistances = (polyline: Float64Array, distances: Float64Array): void => {
  distances.fill(Infinity)
  for (let i = 2; i < polyline.length; i += 2) {
    const [x0, y0] = [polyline[i - 2], polyline[i - 1]]
    const [x1, y1] = [polyline[i], polyline[i + 1]]
    const [dx, dy] = [x1 - x0, y1 - y0]
    const lengthSquared = dx * dx + dy * dy
    const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach - 0.5))
    const right = Math.min(side - 1, Math.floor(Math.max(x0, x1) + reach - 0.5))
    const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach - 0.5))
    const bottom = Math.min(side - 1, Math.floor(Math.max(y0, y1) + reach - 0.5))
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const [px, py] = [column + 0.5 - x0, row + 0.5 - y0]
        const along = lengthSquared > 0 ? (px * dx + py * dy) / lengthSquared : 0
        const t = Math.min(1, Math.max(0, along))
        const squared = (px - t * dx) ** 2 + (py - t * dy) ** 2
        const pixel = row * side + column
        if (squared < distances[pixel]) distances[pixel] = squared
      }
    }
  }
}

const ink = (squared: number): number => {
  const value = Math.exp(-squared / (2 * width * width))
  return value < faintest ? 0 : Math.round(255 * value)
}

/**
 * Draws a polyline of x, y pairs into a black image: exp(−d²/(2w²)) at distance d, in 255ths.
 * `distances` is scratch space of as many numbers as there are pixels.
 */
export const drawPolyline = (
  polyline: Float64Array,
  image: Uint8Array,
  distances: Float64Array,
): void => {
  measureDistances(polyline, distances)
  for (let i = 0; i < pixels; i++) {
    if (distances[i] <= reachSquared) image[i] = ink(distances[i])
  }
}
