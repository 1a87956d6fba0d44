import assert from 'node:assert/strict'
import { peek } from '@kq/linalg/as-matrix'
import { hostEngine, type HostMatrix } from '@kq/linalg/host'
import { scope } from '@kq/linalg/scope'
import { mul } from '@kq/nn/mul'
import { sum } from '@kq/nn/sum'
import { createTape, type Variable } from '@kq/nn/tape'
import type { Rows } from '../arbitraries/matrices.ts'

/** A computation on a tape, of any shape. */
export type Build = (...inputs: Variable[]) => Variable

/** In float64; freed storage is NaN, so that a use after free shows. */
const engine: ReturnType<typeof hostEngine> = hostEngine({ poison: true })

/** The numbers of a matrix of the host. */
export const toArray = (a: unknown): Rows => (a as HostMatrix).toArray()

/** A 1×1 function that depends on every element of `output` with a weight of its own. */
function contract(output: Variable): Variable {
  const { rows, columns } = output
  const weights = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (__, c) => Math.cos(1 + 3 * r + 7 * c)),
  )
  return sum(mul(output, weights))
}

const run = (build: Build, inputs: readonly Rows[]): { variables: Variable[]; of: Variable } => {
  const tape = createTape(engine)
  const variables = inputs.map((rows) => tape.variable(rows))
  return { variables, of: contract(build(...variables)) }
}

const valueAt = (build: Build, inputs: readonly Rows[]): number =>
  scope(() => peek(run(build, inputs).of.value))

/** All derivatives of the contracted computation by the tape, and its value. */
export const gradientsOf = (
  build: Build,
  inputs: readonly Rows[],
): { value: number; gradients: Rows[] } =>
  scope(() => {
    const { variables, of } = run(build, inputs)
    const gradients = of.tape.gradients(of, variables).map(toArray)
    return { value: peek(of.value), gradients }
  })

/**
 * The tape's gradients are those of central differences, to `tolerance` times the size of the value
 * and of the largest derivative. Leaves no matrix behind.
 */
export function assertGradient(build: Build, inputs: readonly Rows[], tolerance = 1e-7): void {
  const before = engine.stats().liveMatrices
  const { value, gradients } = gradientsOf(build, inputs)
  const largest = Math.max(...gradients.flat(2).map(Math.abs), 0)
  const allowed = tolerance * (1 + Math.abs(value) + largest)

  inputs.forEach((input, k) => {
    input.forEach((row, r) => {
      row.forEach((x, c) => {
        const step = 1e-5 * Math.max(1, Math.abs(x))
        const moved = (to: number): number => {
          const changed = structuredClone(inputs) as Rows[]
          changed[k][r][c] = to
          return valueAt(build, changed)
        }
        const difference = (moved(x + step) - moved(x - step)) / (x + step - (x - step))
        const error = Math.abs(gradients[k][r][c] - difference)
        assert.ok(
          error <= allowed,
          `input ${k}, element (${r}, ${c}): the tape says ${gradients[k][r][c]}, differences ${difference}`,
        )
      })
    })
  })
  assert.equal(engine.stats().liveMatrices, before, 'matrices were left behind')
}

/** Two computations that are the same function have the same value and gradients. */
export function assertSameFunction(
  one: Build,
  other: Build,
  inputs: readonly Rows[],
  tolerance = 1e-12,
): void {
  const first = gradientsOf(one, inputs)
  const second = gradientsOf(other, inputs)
  const a = [first.value, ...first.gradients.flat(2)]
  const b = [second.value, ...second.gradients.flat(2)]
  const largest = Math.max(...a.map(Math.abs), 1)
  assert.equal(a.length, b.length)
  a.forEach((x, i) => {
    assert.ok(Math.abs(x - b[i]) <= tolerance * largest, `number ${i}: ${x} and ${b[i]}`)
  })
}

/** Value and derivative of an elementwise operation at single points, in either precision. */
export function pointwise(
  build: (x: Variable) => Variable,
  points: readonly number[],
  dtype: 'float32' | 'float64' = 'float64',
): { values: number[]; derivatives: number[] } {
  const tape = createTape(hostEngine({ dtype }))
  const x = tape.variable([[...points]])
  const y = build(x)
  const [derivatives] = tape.gradients(sum(y), [x])
  return { values: toArray(y.value)[0], derivatives: toArray(derivatives)[0] }
}
