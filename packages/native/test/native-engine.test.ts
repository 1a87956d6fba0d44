import assert from 'node:assert/strict'
import type { Dtype } from '@kq/linalg/dtype'
import { engineLaws } from '@kq/linalg/laws'
import { BlasNotFoundError, loadBlas } from '../src/blas-library.ts'
import { nativeEngine } from '../src/native-engine.ts'

const found = await loadBlas().catch((error: Error) => error)

for (const dtype of ['float64', 'float32'] satisfies Dtype[]) {
  describe(`the native engine in ${dtype}`, function () {
    before(function () {
      if (found instanceof Error) this.skipBecause(found.message)
    })
    engineLaws(async () => (await nativeEngine({ dtype })).engine, { describe, it })
  })
}

describe('loadBlas', () => {
  it('says what it tried and what to install', async () => {
    await assert.rejects(loadBlas('/nowhere/libblas.so'), (error: Error) => {
      assert.ok(error instanceof BlasNotFoundError)
      assert.match(error.message, /\/nowhere\/libblas\.so/)
      assert.match(error.message, /KQ_BLAS/)
      return true
    })
  })
})
