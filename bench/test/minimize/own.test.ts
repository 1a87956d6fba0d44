import assert from 'node:assert/strict'
import { startOwn } from '../../minimize/own.ts'

describe('startOwn', () => {
  it('times L-BFGS in a process of its own', async () => {
    const own = await startOwn()
    try {
      for (const name of ['paired', 'chained'] as const) {
        const { seconds, nit } = await own.time({ function: name, n: 10, iterations: 3 })
        assert.equal(nit, 3, name)
        assert.ok(seconds > 0, name)
      }
    } finally {
      own.stop()
    }
  })
})
