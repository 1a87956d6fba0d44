import assert from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { add, expression } from '../src/expression.ts'
import { fill } from '../src/constant.ts'
import { map } from '../src/map.ts'
import type { Matrix } from '../src/matrix.ts'
import { read } from '../src/read.ts'
import { free } from '../src/scope.ts'
import { opaqueEngine } from '../src/laws.ts'

const plusOne = expression((x) => add(x, 1))

describe('deferredWork', () => {
  it('lets go of freed operands: a result does not hold on to what it was computed from', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    let state: Matrix = fill(1, 1, 0, opaqueEngine())
    const before: WeakRef<Matrix>[] = []
    for (let step = 0; step < 10; step++) {
      const next = map(plusOne, state)
      free(state)
      before.push(new WeakRef(state))
      state = next
      await read(state)
    }
    // A weak reference holds on until the end of the turn in which it was made.
    await new Promise((resolve) => setTimeout(resolve))
    collect()
    const held = before.filter((handle) => handle.deref() !== undefined)
    assert.ok(held.length <= 1, `${held.length} of ${before.length} are still there`)
    assert.deepEqual([...(await read(state))], [10])
  })
})
