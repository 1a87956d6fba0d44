import assert from 'node:assert/strict'
import { matrix } from '@kq/linalg/as-matrix'
import { hostEngine } from '@kq/linalg/host'
import { createRandom } from '@kq/linalg/random'
import type { Loss } from '@kq/nn/loss'
import { createTape } from '@kq/nn/tape'
import { toArray } from './gradients.ts'

/** One output, repeated so often that averages of what is drawn from it are known well. */
const samples = 20000
const output = [-2, 0, 1]

export interface LossLaws {
  readonly name: string
  /** The mean of the targets drawn at `[-2, 0, 1]`. */
  readonly means: readonly number[]
}

/** Mean of a column, and four standard errors of it. */
function estimate(rows: number[][], column: number): { mean: number; allowed: number } {
  const values = rows.map((row) => row[column])
  const mean = values.reduce((total, t) => total + t, 0) / values.length
  const squares = values.reduce((total, t) => total + (t - mean) ** 2, 0)
  return { mean, allowed: (4 * Math.sqrt(squares)) / values.length }
}

/** What every loss owes. */
export function lossLaws(loss: Loss, { name, means }: LossLaws): void {
  const draw = (seed: number): number[][] => {
    const z = matrix(
      Array.from({ length: samples }, () => output),
      hostEngine(),
    )
    return toArray(loss.sample(z, createRandom(seed)))
  }

  it(`is called ${name}`, () => assert.equal(loss.name, name))

  it('draws targets whose mean is the prediction', () => {
    const targets = draw(1)
    means.forEach((mean, column) => {
      const found = estimate(targets, column)
      assert.ok(Math.abs(found.mean - mean) < found.allowed, `${found.mean}, expected ${mean}`)
    })
  })

  it('has a gradient of mean 0 at targets drawn from the output', () => {
    const tape = createTape()
    const z = tape.variable(Array.from({ length: samples }, () => output))
    const [gradient] = tape.gradients(loss.apply(z, draw(2)), [z])
    means.forEach((_, column) => {
      const { mean, allowed } = estimate(toArray(gradient), column)
      assert.ok(Math.abs(mean) < allowed, `${mean}, allowed ${allowed}`)
    })
  })

  it('draws the same targets from the same state, others from another', () => {
    assert.deepEqual(draw(3).slice(0, 9), draw(3).slice(0, 9))
    assert.notDeepEqual(draw(3).slice(0, 9), draw(4).slice(0, 9))
  })

  it('leaves no matrix behind but its result, and no trace of a look at a value', () => {
    const engine = hostEngine({ dtype: 'float32', poison: true })
    Object.defineProperties(engine, {
      peek: { value: undefined },
      read: { value: () => assert.fail('a value was read') },
    })
    const z = matrix(
      [
        [1, 2],
        [3, 4],
      ],
      engine,
    )
    const t = loss.sample(z, createRandom(1))
    const error = loss.error(z, [
      [0, 1],
      [1, 0],
    ])
    assert.deepEqual([error.rows, error.columns, t.rows, t.columns], [1, 1, 2, 2])
    assert.equal(engine.stats().liveMatrices, 3)
  })

  it('refuses targets of another shape for its error', () => {
    assert.throws(() => loss.error(matrix([[1, 2]]), [[1]]), /1×2 and the targets are 1×1/)
  })
}
