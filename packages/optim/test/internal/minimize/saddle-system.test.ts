import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createRandom } from '@kq/linalg/random'
import { saddleSystem } from '../../../src/internal/minimize/saddle-system.ts'
import { assertNear } from '../../support/assert-near.ts'
import { solveDense } from '../../support/dense-model.ts'

const of = (...values: number[]): Float64Array => Float64Array.from(values)
const numRuns = Number(process.env.FC_NUM_RUNS ?? 100)

describe('saddleSystem', () => {
  it('solves what elimination solves', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (seed, k, semidefinite) => {
          const random = createRandom(seed)
          const matrix = (): Float64Array =>
            Float64Array.from({ length: k * k }, () => random.normal())
          const square = (A: Float64Array, shift: number): Float64Array =>
            Float64Array.from({ length: k * k }, (_, at) => {
              const [i, j] = [Math.floor(at / k), at % k]
              let sum = i === j ? shift : 0
              for (let p = 0; p < k; p++) sum += A[i * k + p] * A[j * k + p]
              return sum
            })
          const P = square(matrix(), 1)
          const G = matrix()
          for (let i = 0; i < k; i++) G[i * k + i] += 4
          const Q = semidefinite ? new Float64Array(k * k) : square(matrix(), 0)
          const dense = Array.from({ length: 2 * k }, (_, i) =>
            Array.from({ length: 2 * k }, (_, j) => {
              if (i < k) return j < k ? -P[i * k + j] : G[(j - k) * k + i]
              return j < k ? G[(i - k) * k + j] : Q[(i - k) * k + j - k]
            }),
          )
          const b = Float64Array.from({ length: 2 * k }, () => random.normal())
          const expected = solveDense(dense, b)
          const system = saddleSystem(k, P, G, Q)
          assert.ok(system)
          assertNear([[...system.solve(b)]], [expected], 1e-5, 'solution')
        },
      ),
      { numRuns },
    )
  })

  it('says where a matrix is not positive definite', () => {
    assert.equal(saddleSystem(1, of(-1), of(1), of(1)), undefined)
    assert.equal(saddleSystem(1, of(Number.NaN), of(1), of(1)), undefined)
    assert.equal(saddleSystem(1, of(Number.POSITIVE_INFINITY), of(1), of(1)), undefined)
    assert.equal(saddleSystem(1, of(1), of(1), of(-2)), undefined)
    assert.deepEqual(saddleSystem(1, of(1), of(1), of(0))?.solve(of(2, 3)), of(3, 5))
  })
})
