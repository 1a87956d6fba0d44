import assert from 'node:assert/strict'
import { ShapeError } from '@kq/linalg/errors'
import fc from 'fast-check'
import { add } from '@kq/nn/add'
import { affine } from '@kq/nn/affine'
import { matmul } from '@kq/nn/matmul'
import { createTape, type Variable } from '@kq/nn/tape'
import { matrixOf, size } from './arbitraries/matrices.ts'
import { assertGradient, gradientsOf, toArray } from './laws/gradients.ts'
import { countingEngine, shapesOf } from './laws/counting-engine.ts'
import { sum } from '@kq/nn/sum'

const operands = fc
  .tuple(size, size, size)
  .chain(([n, inputs, outputs]) =>
    fc.tuple(matrixOf(outputs, inputs), matrixOf(1, outputs), matrixOf(n, inputs)),
  )

const joined = (weights: number[][], [bias]: number[][]): number[][] =>
  weights.map((row, r) => [...row, bias[r]])

describe('affine', () => {
  it('has the gradients of central differences', () => {
    fc.assert(fc.property(operands, ([w, b, x]) => assertGradient(affine, [joined(w, b), x])))
  })

  it('is a product and a sum, the bias last', () => {
    const separate = (w: Variable, b: Variable, x: Variable): Variable =>
      add(matmul(x, w, { transposeB: true }), b)
    fc.assert(
      fc.property(operands, ([w, b, x]) => {
        const together = gradientsOf(affine, [joined(w, b), x])
        const apart = gradientsOf(separate, [w, b, x])
        const expected = [joined(apart.gradients[0], apart.gradients[1]), apart.gradients[2]]
        const largest = Math.max(1, ...expected.flat(2).map(Math.abs))
        assert.ok(Math.abs(together.value - apart.value) <= 1e-12 * (1 + Math.abs(apart.value)))
        together.gradients.flat(2).forEach((g, i) => {
          assert.ok(Math.abs(g - expected.flat(2)[i]) <= 1e-12 * largest)
        })
      }),
    )
  })

  it('is the same on an input that comes with its ones', () => {
    fc.assert(
      fc.property(operands, ([w, b, x]) => {
        const tape = createTape()
        const weights = tape.variable(joined(w, b))
        const withOnes = x.map((row) => [...row, 1])
        const one = affine(weights, tape.variable(x))
        const other = affine(weights, tape.variable(withOnes, { homogeneous: true }))
        assert.deepEqual(toArray(one.value), toArray(other.value))
      }),
    )
  })

  it('appends the ones once, however often the input is used', () => {
    const { engine, calls } = countingEngine()
    const tape = createTape()
    const x = tape.variable(engine.upload([1, 2, 3, 4, 5, 6], { rows: 3, columns: 2 }))
    const weights = tape.variable(engine.upload([1, 2, 3], { rows: 1, columns: 3 }))
    const total = sum(add(affine(weights, x), affine(weights, x)))
    tape.gradients(total, [weights])
    assert.deepEqual(
      shapesOf(calls, 'map').filter((shape) => shape === '3×3'),
      ['3×3'],
    )
  })

  it('refuses weights without a column for the bias', () => {
    const tape = createTape()
    assert.throws(
      () => affine(tape.variable([[1, 2]]), tape.variable([[1, 2]])),
      (error) => error instanceof ShapeError && /W̄ is 1×2 and x 1×2.*3 columns/.test(error.message),
    )
  })
})
