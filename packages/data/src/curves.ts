/**
 * A stand-in for the CURVES data set, whose original file is not freely available: 28 × 28 grey
 * images of one smooth stroke through three random points, so that six numbers describe an image.
 * The size and the kind of the set follow Hinton and Salakhutdinov, "Reducing the dimensionality of
 * data with neural networks" (Science 313, 2006); stroke, pen and point distribution are choices of
 * this library. Losses are comparable within this set only, not with published ones.
 *
 * An image: P₀, P₁, P₂ are uniform in [3, 24]² (pixels) with the largest distance at least 6. The
 * stroke is the quadratic Bézier curve c(t) from P₀ to P₂ with control point 2P₁ − (P₀ + P₂)/2, so
 * c(½) = P₁, as the polyline through 200 equally spaced t, all within [1, 26]². A pixel whose centre
 * (x + ½, y + ½) has distance d from it is exp(−d²/(2w²)), w = 0.7, set to 0 below 0.01 and rounded
 * to a multiple of 1/255.
 */
import { createRandom, type Random } from '@kq/linalg/random'
import type { Samples, TrainAndTest } from './dataset.ts'
import { drawPolyline, pixels } from './internal/pen.ts'
import { drawStroke, vertices } from './internal/stroke.ts'
import { bytesToUnit } from './normalize.ts'

export interface CurvesOptions {
  /** @defaultValue 0 */
  readonly seed?: number
  /** Number of training images. @defaultValue 20,000 */
  readonly trainRows?: number
  /** Number of test images. @defaultValue 10,000 */
  readonly testRows?: number
  /** Called after every 500 images and at the end. */
  readonly onProgress?: (done: number, total: number) => void
}

const drawImages = (random: Random, rows: number, onImage: () => void): Samples => {
  const bytes = new Uint8Array(rows * pixels)
  const polyline = new Float64Array(2 * vertices)
  const distances = new Float64Array(pixels)
  for (let row = 0; row < rows; row++) {
    drawStroke(random, polyline)
    drawPolyline(polyline, bytes.subarray(row * pixels, (row + 1) * pixels), distances)
    onImage()
  }
  return { data: bytesToUnit(bytes), rows, columns: pixels }
}

/**
 * Makes the CURVES-like set: the same seed gives the same images, and the training and the test
 * images come from independent streams, so the number of one does not change the other.
 *
 * @throws RangeError for a number of rows that is none, or what is no seed.
 * @example
 * const { train, test } = makeCurves({ seed: 1, trainRows: 2000, testRows: 500 })
 * train.inputs.columns // 784
 */
export const makeCurves = (options: CurvesOptions = {}): TrainAndTest => {
  const { seed = 0, trainRows = 20_000, testRows = 10_000, onProgress } = options
  for (const [name, rows] of Object.entries({ trainRows, testRows })) {
    if (!Number.isSafeInteger(rows) || rows < 0) {
      throw new RangeError(`makeCurves: ${name} is ${rows}; expected an integer, 0 or more.`)
    }
  }
  const random = createRandom(seed)
  const [trainStream, testStream] = [random.split(), random.split()]
  const total = trainRows + testRows
  let done = 0
  const onImage = (): void => {
    done += 1
    if (done % 500 === 0 || done === total) onProgress?.(done, total)
  }
  return {
    train: { name: 'curves', inputs: drawImages(trainStream, trainRows, onImage) },
    test: { name: 'curves', inputs: drawImages(testStream, testRows, onImage) },
  }
}
