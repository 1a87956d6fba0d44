import assert from 'node:assert/strict'
import { matrix } from '../../src/as-matrix.ts'
import { hostEngine } from '../../src/host.ts'
import { opaqueEngine } from '../../src/laws/opaque-engine.ts'
import type { HostMatrix } from '../../src/host.ts'
import type { Matrix } from '../../src/matrix.ts'

/** Declares what every decomposition does with what it cannot decompose. */
export function refusals(
  it: (title: string, body: () => void) => void,
  operation: string,
  compute: (a: Matrix) => unknown,
): void {
  it('names the element that is not finite, and leaves nothing behind', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const engine = hostEngine()
      const a = matrix(
        [
          [1, 0],
          [bad, 1],
        ],
        engine,
      )
      assert.throws(() => compute(a), {
        name: 'NonFiniteMatrixError',
        message: new RegExp(`${operation}.*\\[1, 0\\] is ${bad}`, 'i'),
      })
      assert.equal(engine.stats().liveMatrices, 1)
    }
  })

  it('says what to do where no value can be seen', () => {
    const a = matrix(
      [
        [1, 0],
        [0, 1],
      ],
      opaqueEngine(),
    )
    assert.throws(() => compute(a), { name: 'EngineError', message: /opaque.*read/ })
  })
}

/** Declares that what is computed lives on the engine of A, and that nothing else does. */
export function livesOnItsEngine(
  it: (title: string, body: () => void) => void,
  count: number,
  compute: (a: HostMatrix) => readonly HostMatrix[],
): void {
  it('gives matrices of the operand’s engine and dtype, and leaves nothing else behind', () => {
    const engine = hostEngine({ dtype: 'float32' })
    const a = matrix(
      [
        [4, 1],
        [1, 3],
      ],
      engine,
    )
    const made = compute(a)
    assert.equal(made.length, count)
    for (const m of made) assert.deepEqual([m.engine, m.dtype], [engine, 'float32'])
    assert.equal(engine.stats().liveMatrices, 1 + count)
  })
}
