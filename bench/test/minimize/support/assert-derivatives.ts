import assert from 'node:assert/strict'
import { createRandom } from '@kq/linalg/random'
import type { Problem } from '../../../minimize/problem.ts'

/** At most so many variables are moved. */
const moved = 12

/** Values whose derivatives are known: one a row. */
type Known = (x: Float64Array) => readonly (readonly [number, ArrayLike<number>])[]

const clamp = ({ bounds }: Problem, i: number, value: number): number =>
  bounds ? Math.min(Math.max(value, bounds.lower[i] + 1e-3), bounds.upper[i] - 1e-3) : value

/** Compares known derivatives with central differences, to 1e-6 and what rounding makes of them. */
function assertKnown(name: string, known: Known, x: Float64Array): void {
  const here = known(x)
  for (let i = 0; i < x.length; i += Math.ceil(x.length / moved)) {
    const h = 1e-5 * Math.max(1e-2, Math.abs(x[i]))
    const at = (value: number): number[] => known(x.with(i, value)).map(([row]) => row)
    const above = at(x[i] + h)
    const below = at(x[i] - h)
    here.forEach(([value, row], k) => {
      const difference = (above[k] - below[k]) / (x[i] + h - (x[i] - h))
      const rounding = (4e-15 * (Math.abs(value) + x.length)) / h
      const apart = Math.abs(difference - row[i])
      const text = `${name}: derivative ${k} by variable ${i} is ${row[i]}, by differences ${difference}`
      assert.ok(apart <= 1e-6 * Math.abs(row[i]) + rounding, text)
    })
  }
}

/** ∇f, and the gradients of the residuals where f is a sum of their squares. */
export function assertDerivatives(problem: Problem): void {
  const { name, minimiser, start, equations, evaluate } = problem
  const random = createRandom(7)
  for (const center of minimiser ? [minimiser, start] : [start, start]) {
    const x = Float64Array.from(center, (value, i) =>
      clamp(problem, i, value + 0.1 * (Math.abs(value) + 0.1) * (2 * random.uniform() - 1)),
    )
    const gradient = new Float64Array(x.length)
    if (equations) {
      assertKnown(name, equations, x)
      const value = evaluate(x, gradient)
      const rows = equations(x)
      assert.equal(
        value,
        rows.reduce((sum, [residual]) => sum + residual * residual, 0),
        name,
      )
    } else {
      assertKnown(name, (at) => [[evaluate(at, gradient), gradient.slice()]], x)
    }
  }
}

/** f at the minimiser is the minimum, and the start is within the bounds. */
export function assertMinimum({ name, minima, minimiser, start, bounds, evaluate }: Problem): void {
  start.forEach((value, i) => {
    if (!bounds) return
    assert.ok(value >= bounds.lower[i] && value <= bounds.upper[i], `${name}: start ${i}`)
  })
  assert.deepEqual(
    minima,
    minima.toSorted((a, b) => a - b),
    name,
  )
  if (!minimiser) return
  const gradient = new Float64Array(start.length)
  const value = evaluate(Float64Array.from(minimiser), gradient)
  const apart = Math.abs(value - minima[0])
  assert.ok(apart <= 1e-10 * Math.max(1e-3, Math.abs(minima[0])), `${name}: f is ${value}`)
}
