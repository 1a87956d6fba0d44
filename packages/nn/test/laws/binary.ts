import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import fc from 'fast-check'
import { sum } from '@kq/nn/sum'
import { createTape, type Variable } from '@kq/nn/tape'
import { anyMatrix, broadcastPair, type NumberRange } from '../arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, toArray } from './gradients.ts'

type Operation = (a: Variable | number[][] | number, b: Variable | number[][] | number) => Variable

export interface BinaryLaws {
  /** The same function, composed of other operations. */
  readonly composed: (a: Variable, b: Variable) => Variable
  /** What it computes, on numbers. */
  readonly numbers: (a: number, b: number) => number
  readonly first?: NumberRange
  readonly second?: NumberRange
}

/** What every broadcasting operation of two operands owes. */
export function binaryLaws(operation: Operation, laws: BinaryLaws): void {
  const { composed, numbers, first, second } = laws
  const pairs = broadcastPair(first, second)

  it('computes element by element, with rows, columns and 1×1s repeated', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const tape = createTape()
        const rows = Math.max(a.length, b.length)
        const columns = Math.max(a[0].length, b[0].length)
        const at = (x: number[][], r: number, c: number): number =>
          x[x.length === 1 ? 0 : r][x[0].length === 1 ? 0 : c]
        const expected = Array.from({ length: rows }, (_, r) =>
          Array.from({ length: columns }, (__, c) => numbers(at(a, r, c), at(b, r, c))),
        )
        assert.deepEqual(toArray(operation(tape.variable(a), tape.variable(b)).value), expected)
      }),
    )
  })

  it('has the gradients of central differences, broadcasting included', () => {
    fc.assert(fc.property(pairs, (inputs) => assertGradient(operation, inputs)))
  })

  it('is the same function composed of other operations', () => {
    fc.assert(fc.property(pairs, (inputs) => assertSameFunction(operation, composed, inputs)))
  })

  it('takes constants on either side, matrices and numbers', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        assertGradient((v) => operation(v, b), [a])
        assertGradient((v) => operation(a, v), [b])
      }),
    )
    fc.assert(
      fc.property(anyMatrix(second), (x) => {
        assertGradient((v) => operation(1.5, v), [x])
        assertGradient((v) => operation(v, 1.5), [x])
      }),
    )
  })

  it('differentiates a variable that is both operands', () => {
    fc.assert(fc.property(anyMatrix(second), (x) => assertGradient((v) => operation(v, v), [x])))
  })

  it('passes NaN on to value and gradients', () => {
    const tape = createTape()
    const [a, b] = [tape.variable([[Number.NaN, 1]]), tape.variable([[1], [2]])]
    const squared = operation(operation(a, b), operation(a, b))
    const result = toArray(operation(a, b).value)
    assert.deepEqual(
      result.map((row) => Number.isNaN(row[0])),
      [true, true],
    )
    assert.ok(result.every((row) => Number.isFinite(row[1])))
    assert.equal(toArray(sum(squared).value)[0][0], Number.NaN)
  })

  it('refuses shapes that do not broadcast, naming both', () => {
    const tape = createTape()
    const [a, b] = [
      tape.variable([[1, 2, 3]]),
      tape.variable([
        [1, 2],
        [3, 4],
      ]),
    ]
    assert.throws(
      () => operation(a, b),
      (error) => error instanceof ShapeError && /1×3 and 2×2/.test(error.message),
    )
  })

  it('refuses two constants', () => {
    assert.throws(() => operation([[1]], 2), /must be a variable/)
  })
}
