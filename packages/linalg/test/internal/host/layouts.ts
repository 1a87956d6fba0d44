import assert from 'node:assert/strict'
import fc from 'fast-check'
import { allocate, type Dtype, type Floats } from '../../../src/dtype.ts'
import type { Strided } from '../../../src/internal/host/strided.ts'
import { createRandom } from '../../../src/random.ts'

/** Runs of a property. */
export const numRuns: number = Number(process.env.FC_NUM_RUNS ?? 100)

/** Where the elements of a matrix lie. */
export interface Layout {
  readonly dtype: Dtype
  readonly columnMajor: boolean
  readonly rowsBackwards: boolean
  readonly columnsBackwards: boolean
  /** Unused elements between neighbours, and between lines of neighbours. */
  readonly gap: number
  readonly lineGap: number
  /** Unused elements at either end. */
  readonly margin: number
}

export const contiguous: Layout = {
  dtype: 'float64',
  columnMajor: false,
  rowsBackwards: false,
  columnsBackwards: false,
  gap: 0,
  lineGap: 0,
  margin: 0,
}

export const dtypes: fc.Arbitrary<Dtype> = fc.constantFrom<Dtype>('float64', 'float32')

export const layouts: fc.Arbitrary<Layout> = fc.record({
  dtype: dtypes,
  columnMajor: fc.boolean(),
  rowsBackwards: fc.boolean(),
  columnsBackwards: fc.boolean(),
  gap: fc.nat(2),
  lineGap: fc.nat(3),
  margin: fc.nat(4),
})

/** The value of row i, column j. */
export type Values = (i: number, j: number) => number

/** What stands where no element is: as an input it spoils the result, as an output it must survive. */
const unused = Number.NaN

/** A matrix laid out so; `values` are rounded to its type. */
export function lay(layout: Layout, rows: number, columns: number, values: Values): Strided {
  const { columnMajor, rowsBackwards, columnsBackwards, gap, lineGap, margin } = layout
  const step = gap + 1
  const line = (columnMajor ? rows : columns) * step + lineGap
  const rowStride = (columnMajor ? step : line) * (rowsBackwards ? -1 : 1)
  const columnStride = (columnMajor ? line : step) * (columnsBackwards ? -1 : 1)
  const lines = columnMajor ? columns : rows
  const data = allocate(layout.dtype, 2 * margin + Math.max(1, lines * line)).fill(unused)
  let offset = margin
  if (rowsBackwards && rows > 0) offset -= (rows - 1) * rowStride
  if (columnsBackwards && columns > 0) offset -= (columns - 1) * columnStride
  const a: Strided = { data, rows, columns, offset, rowStride, columnStride }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[place(a, i, j)] = values(i, j)
  }
  return a
}

const place = (a: Strided, i: number, j: number): number =>
  a.offset + i * a.rowStride + j * a.columnStride

export const at = (a: Strided, i: number, j: number): number => a.data[place(a, i, j)]

/** Values between −1 and 1, the same for the same seed. */
export function noise(rows: number, columns: number, seed: number): Values {
  const values = new Float64Array(rows * columns)
  createRandom(seed).fillUniform(values, -1, 1)
  return (i, j) => values[i * columns + j]
}

/** `value`, rounded to the type of `like`. */
const roundedTo = (like: Strided, value: number): number =>
  like.data instanceof Float32Array ? Math.fround(value) : value

/** Every element of `a` is the one expected, to the last bit. */
export function assertBits(a: Strided, expected: Values, message = 'element'): void {
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      const want = roundedTo(a, expected(i, j))
      if (!Object.is(at(a, i, j), want)) {
        assert.fail(`${message} ${i}, ${j} is ${at(a, i, j)}, expected ${want}`)
      }
    }
  }
}

/** Every element of `a` lies within its own bound of the one expected. */
export function assertWithin(
  a: Strided,
  expected: Values,
  bound: Values,
  message = 'element',
): void {
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      const error = Math.abs(at(a, i, j) - expected(i, j))
      if (!(error <= bound(i, j))) {
        assert.fail(`${message} ${i}, ${j} is off by ${error}, more than ${bound(i, j)}`)
      }
    }
  }
}

export const assertSymmetric = (a: Strided): void => assertBits(a, (i, j) => at(a, j, i))

/** All that lies around and between the elements of `a` is still unused. */
export function assertSurroundingsKept(a: Strided): void {
  const places = new Set<number>()
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) places.add(place(a, i, j))
  a.data.forEach((value, index) => {
    assert.ok(places.has(index) || Number.isNaN(value), `data[${index}] is outside but was written`)
  })
}

/** A copy of the memory, to compare with later. */
export const memory = (a: Strided): Floats => a.data.slice()
