/*
 * What gpu.js 2.24.1 does when it is not told otherwise, as cases that come out wrong without the
 * cure; in Node.js and in pages alike.
 */
import { fill } from '@kq/linalg/constant'
import type { Engine } from '@kq/linalg/engine'
import { add, columnIndex, expression, mul, rowIndex } from '@kq/linalg/expression'
import { gemm } from '@kq/linalg/gemm'
import { generate, map, reduce } from '@kq/linalg/map'
import type { Matrix } from '@kq/linalg/matrix'
import { read } from '@kq/linalg/read'
import { free } from '@kq/linalg/scope'
import { slice } from '@kq/linalg/slice'
import { transpose } from '@kq/linalg/transpose'

/** What came out, and what should. */
export interface Outcome {
  readonly found: readonly number[]
  readonly expected: readonly number[]
}

const place = expression((rows) => add(mul(rowIndex, rows), columnIndex))
const plusOne = expression((x) => add(x, 1))
const column = expression(() => columnIndex)
const same = expression((x) => x)

const valuesOf = async (...matrices: readonly Matrix[]): Promise<number[]> =>
  (await Promise.all(matrices.map(read))).flatMap((values) => [...values])

const repeated = (value: number, times: number): number[] => Array<number>(times).fill(value)

const loop =
  (depth: number) =>
  async (engine: Engine): Promise<Outcome> => {
    const ones = fill(depth, 2, 1, engine)
    const product = gemm(ones, ones, { transposeA: true })
    return {
      found: await valuesOf(product, reduce('sum', 'rows', same, ones)),
      expected: repeated(depth, 6),
    }
  }

/** By what goes right. */
export const traps: Readonly<Record<string, (engine: Engine) => Promise<Outcome>>> = {
  'a loop does not end after 1,000 turns: a depth of 1001': loop(1001),
  'a loop does not end after 1,000 turns: a depth of 3000': loop(3000),

  async 'first calls of a kernel with different sizes, none awaited, keep their sizes'(engine) {
    const fresh = expression((x) => add(mul(x, 3), 1))
    const sizes = [3, 7, 2, 11]
    const results = sizes.map((n) => map(fresh, fill(n, n, 2, engine)))
    return {
      found: await valuesOf(...results),
      expected: repeated(7, 9 + 49 + 4 + 121),
    }
  },

  async 'results of one kernel do not share a buffer'(engine) {
    const a = map(plusOne, fill(4, 4, 1, engine))
    await read(a)
    const b = map(plusOne, a)
    await read(b)
    const c = map(plusOne, b)
    return {
      found: [...(await valuesOf(c)), ...(await valuesOf(b)), ...(await valuesOf(a))],
      expected: [...repeated(4, 16), ...repeated(3, 16), ...repeated(2, 16)],
    }
  },

  async 'a kernel takes other sizes than its first'(engine) {
    const found: number[] = []
    const expected: number[] = []
    for (const [rows, columns] of [
      [5, 3],
      [2, 9],
      [40, 1],
      [1, 33],
      [64, 64],
    ]) {
      const a = generate(engine, { rows, columns }, place, columns)
      const turned = map(plusOne, transpose(a))
      found.push(...(await valuesOf(turned)))
      for (let j = 0; j < columns; j++) {
        for (let i = 0; i < rows; i++) expected.push(i * columns + j + 1)
      }
    }
    return { found, expected }
  },

  async 'a kernel that has seen host data takes results too'(engine) {
    const upload = (n: number): Matrix =>
      engine.upload(
        Array.from({ length: n }, (_, i) => i),
        { rows: 1, columns: n },
      )
    const once = map(plusOne, upload(3))
    const found = await valuesOf(once)
    const twice = map(plusOne, once)
    found.push(...(await valuesOf(twice)), ...(await valuesOf(map(plusOne, upload(2)))))
    return { found, expected: [1, 2, 3, 2, 3, 4, 1, 2] }
  },

  async 'indices are whole beyond 2²⁴ elements'(engine) {
    const [rows, columns] = [4097, 4097]
    const a = generate(engine, { rows, columns }, column)
    const corner = slice(a, {
      rowStart: rows - 1,
      rowEnd: rows,
      columnStart: columns - 4,
      columnEnd: columns,
    })
    const found = await valuesOf(corner)
    free([a, corner])
    return { found, expected: [4093, 4094, 4095, 4096] }
  },
}
