import assert from 'node:assert/strict'
import type { Floats } from '@kq/linalg/dtype'
import type { Engine } from '@kq/linalg/engine'
import { read } from '@kq/linalg/read'
import type { Matrices } from '../../src/evaluation.ts'

/** Named matrices as plain arrays. */
export type Values = Readonly<
  Record<string, { readonly rows: number; readonly columns: number; readonly data: Floats }>
>

/** Copies named matrices out. */
export async function download(matrices: Matrices): Promise<Values> {
  const values: Record<string, Values[string]> = {}
  for (const [name, matrix] of Object.entries(matrices)) {
    const { rows, columns } = matrix
    values[name] = { rows, columns, data: await read(matrix) }
  }
  return values
}

/** Named matrices on an engine; they belong to the caller. */
export const upload = (values: Values, engine: Engine): Matrices =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, engine.upload(value.data, value)]),
  )

/** Nested rows as named values. */
export const valuesOf = (rows: Readonly<Record<string, readonly (readonly number[])[]>>): Values =>
  Object.fromEntries(
    Object.entries(rows).map(([name, a]) => [
      name,
      { rows: a.length, columns: a[0].length, data: Float64Array.from(a.flat()) },
    ]),
  )

/** Throws unless names, shapes and every bit are the same. */
export const assertSameBits = (actual: Values, expected: Values, what: string): void =>
  assert.deepStrictEqual(actual, expected, what)

/** The largest deviation of any entry, relative to the largest entry of its matrix. */
export function deviation(actual: Values, expected: Values): number {
  assert.deepEqual(Object.keys(actual), Object.keys(expected))
  const each = Object.entries(expected).map(([name, { data }]) => {
    const recorded = Array.from(data)
    const scale = Math.max(...recorded.map(Math.abs))
    const worst = Math.max(...recorded.map((x, k) => Math.abs(x - actual[name].data[k])))
    return worst === 0 ? 0 : worst / scale
  })
  return Math.max(...each)
}
