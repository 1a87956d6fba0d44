/**
 * A stand-in for the FACES data set, whose original file is not freely available: 25 × 25 grey
 * images of faces, turned, scaled and cropped. The plan of the set follows Hinton and Salakhutdinov,
 * "Reducing the dimensionality of data with neural networks" (Science 313, 2006): 40 people, 10
 * photographs of each, random rotations of −90° … 90°, real values with zero mean at every pixel and
 * an average variance of 1; the first 25 people are for training, the last 10 for testing, the 5 in
 * between are left out. The faces themselves are drawn by this library, so losses are comparable
 * within this set only, not with published ones.
 *
 * Person and photograph are random numbers (see internal/face.ts); an image takes a photograph,
 * rotates it by θ ∈ [−90°, 90°], shows the part [−z, z]² of the plane with z ∈ [0.65, 0.85] about a
 * centre off by up to 0.08 each way, and samples it at the centres of 25 × 25 pixels.
 */
import { createRandom, type Random } from '@kq/linalg/random'
import type { Samples, TrainAndTest } from './dataset.ts'
import { brightnessAt, drawPerson, drawPhotograph, type Photograph } from './internal/face.ts'
import { standardizer } from './internal/standardizer.ts'

export interface FacesOptions {
  /** @defaultValue 0 */
  readonly seed?: number
  /** Number of training images, of 25 people in turn. @defaultValue 20,000 */
  readonly trainRows?: number
  /** Number of test images, of 10 other people in turn. @defaultValue 8,000 */
  readonly testRows?: number
  /** Called after every 500 images and at the end. */
  readonly onProgress?: (done: number, total: number) => void
}

const side = 25
const pixels = side * side
const people = { all: 40, train: 25, test: 10 }
const photographs = 10

/** One person: a random stream of its own, so that no image depends on how many others there are. */
interface Sitter {
  readonly random: Random
  readonly album: readonly Photograph[]
}

const sitter = (random: Random): Sitter => {
  const person = drawPerson(random)
  return {
    random,
    album: Array.from({ length: photographs }, () => drawPhotograph(random, person)),
  }
}

const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random.uniform()

const drawImage = (random: Random, photograph: Photograph, out: Float32Array): void => {
  const angle = between(random, -Math.PI / 2, Math.PI / 2)
  const zoom = between(random, 0.65, 0.85)
  const [shiftX, shiftY] = [between(random, -0.08, 0.08), between(random, -0.08, 0.08)]
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  for (let i = 0; i < pixels; i++) {
    const x = (zoom * (2 * (i % side) + 1 - side)) / side
    const y = (zoom * (2 * Math.floor(i / side) + 1 - side)) / side
    out[i] = brightnessAt(photograph, cos * x + sin * y + shiftX, cos * y - sin * x + shiftY)
  }
}

const drawImages = (sitters: readonly Sitter[], rows: number, onImage: () => void): Samples => {
  const data = new Float32Array(rows * pixels)
  for (let row = 0; row < rows; row++) {
    const { random, album } = sitters[row % sitters.length]
    const photograph = album[Math.floor(row / sitters.length) % photographs]
    drawImage(random, photograph, data.subarray(row * pixels, (row + 1) * pixels))
    onImage()
  }
  return { data, rows, columns: pixels }
}

/**
 * Makes the FACES-like set: the same seed gives the same images. Rows go through the people in turn,
 * so that every batch has them all. Both halves are standardized by the training images: minus their
 * mean at every pixel, divided by one number that makes the average variance of their pixels 1.
 *
 * @throws RangeError for fewer than 2 training images, a number of rows that is none, or what is no
 * seed.
 * @example
 * const { train, test } = makeFaces({ seed: 1, trainRows: 1000, testRows: 400 })
 * train.inputs.columns // 625
 */
export const makeFaces = (options: FacesOptions = {}): TrainAndTest => {
  const { seed = 0, trainRows = 20_000, testRows = 8000, onProgress } = options
  for (const [name, rows, least] of [
    ['trainRows', trainRows, 2],
    ['testRows', testRows, 0],
  ] as const) {
    if (!Number.isSafeInteger(rows) || rows < least) {
      throw new RangeError(`makeFaces: ${name} is ${rows}; expected an integer, ${least} or more.`)
    }
  }
  const random = createRandom(seed)
  const sitters = Array.from({ length: people.all }, () => sitter(random.split()))
  const total = trainRows + testRows
  let done = 0
  const onImage = (): void => {
    done += 1
    if (done % 500 === 0 || done === total) onProgress?.(done, total)
  }
  const train = drawImages(sitters.slice(0, people.train), trainRows, onImage)
  const test = drawImages(sitters.slice(-people.test), testRows, onImage)
  const standardize = standardizer(train)
  return {
    train: { name: 'faces', inputs: standardize(train) },
    test: { name: 'faces', inputs: standardize(test) },
  }
}
