import assert from 'node:assert/strict'
import { FormatError } from '../src/format-error.ts'
import { loadMnist, mnistFromIdx, mnistLabelsFromIdx } from '../src/mnist.ts'

/** An IDX file of unsigned bytes 0, 1, …, 255, 0, …. */
const images = (...dims: readonly number[]): Uint8Array => {
  const start = 4 + 4 * dims.length
  const bytes = new Uint8Array(start + dims.reduce((product, dim) => product * dim, 1))
  bytes.set([0, 0, 8, dims.length])
  dims.forEach((dim, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, dim))
  for (let i = start; i < bytes.length; i++) bytes[i] = i - start
  return bytes
}

describe('mnistFromIdx', () => {
  it('makes a row of each image, pixels divided by 255', () => {
    const { data, rows, columns } = mnistFromIdx(images(2, 28, 28))
    assert.deepEqual([rows, columns, data.length], [2, 784, 1568])
    assert.ok(data instanceof Float32Array)
    data.forEach((x, i) => assert.equal(x, Math.fround((i % 256) / 255)))
  })

  it('refuses images of another size, other values, and damaged files', () => {
    const sizes: readonly number[][] = [
      [2, 28, 27],
      [2, 27, 28],
      [2, 784],
      [2, 28, 28, 1],
    ]
    for (const dims of sizes) {
      const read = (): unknown => mnistFromIdx(images(...dims), { file: 'x' })
      assert.throws(
        read,
        new RegExp(`FormatError: x: expected images of 28 × 28, .*${dims.join(' × ')}`),
      )
    }
    const signed = images(1, 28, 28)
    signed[2] = 9
    assert.throws(() => mnistFromIdx(signed), /expected unsigned bytes .* Int8Array \(at byte 2\)/)
    assert.throws(() => mnistFromIdx(images(1, 28, 28).subarray(1)), FormatError)
  })
})

const labels = (...values: readonly number[]): Uint8Array =>
  Uint8Array.of(0, 0, 8, 1, 0, 0, 0, values.length, ...values)

describe('mnistLabelsFromIdx', () => {
  it('makes a row of ten columns of each digit, with a 1 in its own', () => {
    const { data, rows, columns } = mnistLabelsFromIdx(labels(3, 0, 9))
    assert.deepEqual([rows, columns], [3, 10])
    assert.deepEqual(
      Array.from(data.keys()).filter((i) => data[i] === 1),
      [3, 10, 29],
    )
    assert.equal(
      Array.from(data).reduce((sum, x) => sum + x, 0),
      3,
    )
  })

  it('refuses other numbers, and other shapes', () => {
    const read = (): unknown => mnistLabelsFromIdx(labels(1, 10), { file: 'x' })
    assert.throws(read, /FormatError: x: label 1 is 10; expected 0 to 9 \(at byte 9\)/)
    assert.throws(() => mnistLabelsFromIdx(images(1, 2)), /one dimension of unsigned bytes/)
  })
})

describe('loadMnist', () => {
  it('reads the train and the test images by their original names', async () => {
    const store = new Map([
      ['train-images-idx3-ubyte', images(3, 28, 28)],
      ['t10k-images-idx3-ubyte', images(1, 28, 28)],
    ])
    const { train, test } = await loadMnist((name) => Promise.resolve(store.get(name)!))
    assert.deepEqual([train.name, train.inputs.rows, test.inputs.rows], ['mnist', 3, 1])
    assert.equal(train.targets, undefined)
  })

  it('takes the digits as targets where they are asked for', async () => {
    const store = new Map([
      ['train-images-idx3-ubyte', images(2, 28, 28)],
      ['train-labels-idx1-ubyte', labels(7, 1)],
      ['t10k-images-idx3-ubyte', images(1, 28, 28)],
      ['t10k-labels-idx1-ubyte', labels(4)],
    ])
    const load = (): ReturnType<typeof loadMnist> =>
      loadMnist((name) => Promise.resolve(store.get(name)!), { labels: true })
    const { train, test } = await load()
    assert.deepEqual(
      [train.targets?.rows, train.targets?.data[7], test.targets?.data[4]],
      [2, 1, 1],
    )
    store.set('t10k-labels-idx1-ubyte', labels(4, 5))
    await assert.rejects(load(), /t10k-labels-idx1-ubyte: there are 2 labels, but 1 images/)
  })

  it('names the damaged file', async () => {
    const cut = loadMnist((name) =>
      Promise.resolve(images(1, 28, 28).subarray(name.startsWith('t1') ? 3 : 0)),
    )
    await assert.rejects(cut, /FormatError: t10k-images-idx3-ubyte: /)
  })
})
