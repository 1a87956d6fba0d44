import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import { createTape, type Variable } from '@kq/nn/tape'
import { toArray } from './gradients.ts'

/** What every loss of an output and targets owes, beside its gradient. */
export function lossOperationLaws(
  operation: (output: Variable, targets: number[][]) => Variable,
  name: string,
): void {
  it('is the same for a batch that is repeated', () => {
    const tape = createTape()
    const [z, t] = [
      [
        [0.5, -1],
        [2, 0.25],
      ],
      [
        [1, 0],
        [0.5, 1],
      ],
    ]
    const once = operation(tape.variable(z), t).value
    const twice = operation(tape.variable([...z, ...z]), [...t, ...t]).value
    assert.ok(Math.abs(toArray(once)[0][0] - toArray(twice)[0][0]) < 1e-15 * 8)
  })

  it('passes NaN on, in the value and in the gradient', () => {
    const tape = createTape()
    const z = tape.variable([
      [Number.NaN, 1],
      [2, 3],
    ])
    const loss = operation(z, [
      [1, 0],
      [0, 1],
    ])
    const [gradient] = tape.gradients(loss, [z])
    assert.equal(toArray(loss.value)[0][0], Number.NaN)
    assert.equal(toArray(gradient)[0][0], Number.NaN)
    assert.ok(toArray(gradient)[1].every(Number.isFinite))
  })

  it('refuses targets of another shape, naming both', () => {
    const z = createTape().variable([[1, 2]])
    assert.throws(
      () => operation(z, [[1], [2]]),
      (error) =>
        error instanceof ShapeError &&
        error.message.startsWith(name) &&
        /output is 1×2 and the targets are 2×1/.test(error.message),
    )
    assert.throws(() => operation(z, [[1]]), ShapeError)
  })

  it('refuses a batch without samples', () => {
    assert.throws(() => operation(createTape().variable([]), []), /at least one sample/)
  })
}
