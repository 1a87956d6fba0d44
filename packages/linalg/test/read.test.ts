import assert from 'node:assert/strict'
import { matrix } from '../src/as-matrix.ts'
import { hostEngine } from '../src/host.ts'
import { read } from '../src/read.ts'
import { free } from '../src/scope.ts'
import { transpose } from '../src/transpose.ts'

describe('read', () => {
  it('gives row-major values in the dtype, of views too', async () => {
    const a = matrix(
      [
        [1, 2],
        [3, 4],
      ],
      hostEngine({ dtype: 'float32' }),
    )
    assert.deepEqual(await read(transpose(a)), Float32Array.of(1, 3, 2, 4))
  })

  it('rejects a freed matrix', async () => {
    const a = matrix([[1]])
    free(a)
    await assert.rejects(read(a), { name: 'EngineError', message: /freed/ })
  })
})
