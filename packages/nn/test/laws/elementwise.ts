import assert from 'node:assert/strict'
import fc from 'fast-check'
import { affine } from '@kq/nn/affine'
import type { Elementwise } from '@kq/nn/elementwise'
import { mul } from '@kq/nn/mul'
import { createTape } from '@kq/nn/tape'
import { anyMatrix, awayFromZero, type NumberRange, type Rows } from '../arbitraries/matrices.ts'
import { assertGradient, assertSameFunction, type Build, pointwise, toArray } from './gradients.ts'

export interface ElementwiseLaws {
  /** The same function, composed of other operations. */
  readonly composed: Build
  /** Where the function is smooth. */
  readonly range?: NumberRange
  /** Keep this far from 0. */
  readonly gap?: number
  /** Points where the value and the derivative must be finite in single precision. */
  readonly extremes?: readonly number[]
}

const weightsFor = (columns: number): Rows => [
  Array.from({ length: columns + 1 }, (_, c) => 1 + c / 3),
]

/** What every elementwise operation owes. */
export function elementwiseLaws(operation: Elementwise, laws: ElementwiseLaws): void {
  const { composed, range, gap = 0, extremes = [-1e4, -100, -1, -0, 0, 1e-6, 1, 100, 1e4] } = laws
  const build: Build = (x) => operation(x)
  const inputs = anyMatrix(range).map((x) => awayFromZero(x, gap))

  it('has the gradient of central differences', () => {
    fc.assert(fc.property(inputs, (x) => assertGradient(build, [x])))
  })

  it('is the same function composed of other operations', () => {
    fc.assert(fc.property(inputs, (x) => assertSameFunction(build, composed, [x])))
  })

  it('has the same values and gradients with ones appended', () => {
    fc.assert(
      fc.property(inputs, (x) => {
        const into =
          (appendOnes: boolean): Build =>
          (v) =>
            affine(v.tape.variable(weightsFor(v.columns)), operation(v, { appendOnes }))
        assertSameFunction(into(true), into(false), [x])

        const result = operation(createTape().variable(x), { appendOnes: true })
        const ones = toArray(result.homogeneous).map((row) => row.at(-1))
        assert.deepEqual(ones, Array(x.length).fill(1))
        assert.equal(result.columns, x[0].length)
        assert.deepEqual(toArray(result.value), toArray(operation(createTape().variable(x)).value))
      }),
    )
  })

  it('passes NaN on, in the value and in the derivative', () => {
    const squared: Build = (x) => mul(operation(x), operation(x))
    const { values, derivatives } = pointwise(squared, [Number.NaN, 1])
    assert.deepEqual([values[0], derivatives[0]], [Number.NaN, Number.NaN])
    assert.ok(Number.isFinite(values[1]) && Number.isFinite(derivatives[1]))
  })

  it('is finite at extreme points in single precision', () => {
    const { values, derivatives } = pointwise(operation, extremes, 'float32')
    assert.ok([...values, ...derivatives].every(Number.isFinite), String([values, derivatives]))
  })
}
