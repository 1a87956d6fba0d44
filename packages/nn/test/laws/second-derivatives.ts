import assert from 'node:assert/strict'
import { hostEngine } from '@kq/linalg/host'
import { add } from '@kq/nn/add'
import { grad } from '@kq/nn/grad'
import { flatten } from '@kq/nn/flatten'
import { hvp } from '@kq/nn/hvp'
import { mul } from '@kq/nn/mul'
import { sum } from '@kq/nn/sum'
import type { Variable } from '@kq/nn/tape'
import type { Rows } from '../arbitraries/matrices.ts'
import type { Build } from './gradients.ts'

/** In float64; freed storage is NaN, so that a use after free shows. */
const engine: ReturnType<typeof hostEngine> = hostEngine({ poison: true })

/** A 1×1 function that depends on every element of `output` and on its square, by weights of its own. */
function curved(output: Variable): Variable {
  const { rows, columns } = output
  const weights = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (__, c) => Math.cos(1 + 3 * r + 7 * c)),
  )
  return sum(mul(mul(output, weights), add(output, weights)))
}

/** A direction of no special kind. */
export const direction = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(2 + 5 * i))

/** The largest difference of two vectors. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)

/**
 * The Hessian–vector product of a computation is the central difference of its gradients, to
 * `tolerance` times their size. Leaves no matrix behind.
 */
export function assertHessianProduct(
  build: Build,
  inputs: readonly Rows[],
  tolerance = 1e-6,
): void {
  const named = Object.fromEntries(inputs.map((rows, k) => [`x${k}`, rows]))
  const like = Object.fromEntries(
    inputs.map((rows, k) => [`x${k}`, { rows: rows.length, columns: rows[0].length }]),
  )
  const f = (x: Readonly<Record<string, Variable>>): Variable =>
    curved(build(...inputs.map((_, k) => x[`x${k}`])))
  const x = flatten(named)
  const v = direction(x.length)
  const gradient = grad(f, { like, engine })
  const found = hvp(f, { like, engine })(x, v)

  const h = 1e-5
  const [right, left] = [h, -h].map((t) => gradient(x.map((value, i) => value + t * v[i])))
  const expected = right.map((value, i) => (value - left[i]) / (2 * h))
  const size =
    1 + [...expected, ...right].reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const error = distance(found, expected)
  assert.ok(error <= tolerance * size, `${error} away from differences: ${found.join()}`)
  assert.deepEqual(engine.stats(), { liveMatrices: 0, liveBytes: 0 })
}
