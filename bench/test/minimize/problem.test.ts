import assert from 'node:assert/strict'
import { rosenbrock } from '../../minimize/mgh/plane.ts'
import { box, project, scaled, sparseRow, sumOfSquares, upTo } from '../../minimize/problem.ts'

describe('sumOfSquares', () => {
  it('sums f and its gradient', () => {
    const { evaluate } = sumOfSquares({
      name: '',
      start: [0, 0],
      minima: [],
      equations: ([a, b]) => [
        [a - 3, [1, 0]],
        [a * b, [b, a]],
      ],
    })
    const gradient = new Float64Array(2)
    assert.equal(evaluate(Float64Array.of(1, 2), gradient), 4 + 4)
    assert.deepEqual([...gradient], [-4 + 8, 4])
  })
})

describe('scaled', () => {
  it('multiplies the start, and takes the factor itself for a start of zeros', () => {
    assert.deepEqual([...scaled(rosenbrock, 10).start], [-12, 10])
    const atZero = { ...rosenbrock, start: new Float64Array(2) }
    assert.deepEqual([...scaled(atZero, 10).start], [10, 10])
    assert.deepEqual([...scaled(atZero, 1).start], [0, 0])
  })
})

describe('box, project', () => {
  it('make bounds and keep them', () => {
    const bounds = box(3, 0, [1, 2, Number.POSITIVE_INFINITY])
    assert.deepEqual([...project(Float64Array.of(-1, 5, 5), bounds)], [0, 2, 5])
  })
})

describe('upTo, sparseRow', () => {
  it('make vectors', () => {
    assert.deepEqual(upTo(3), [1, 2, 3])
    assert.deepEqual(sparseRow(3, { 1: 5 }), [0, 5, 0])
  })
})
