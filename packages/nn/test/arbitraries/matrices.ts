import fc from 'fast-check'

/** Rows of numbers. */
export type Rows = number[][]

export interface NumberRange {
  readonly min?: number
  readonly max?: number
}

/** A matrix of a given shape. */
export const matrixOf = (
  rows: number,
  columns: number,
  { min = -3, max = 3 }: NumberRange = {},
): fc.Arbitrary<Rows> => {
  const numbers = fc.double({ min, max, noNaN: true })
  const row = fc.array(numbers, { minLength: columns, maxLength: columns })
  return fc.array(row, { minLength: rows, maxLength: rows })
}

/** 1 to 4, small numbers more often. */
export const size: fc.Arbitrary<number> = fc.integer({ min: 1, max: 4 })

/** A matrix of any small shape, 1×1 and 1×n included. */
export const anyMatrix = (range?: NumberRange): fc.Arbitrary<Rows> =>
  fc.tuple(size, size).chain(([rows, columns]) => matrixOf(rows, columns, range))

/** Several matrices of one small shape. */
export const sameShape = (...ranges: readonly NumberRange[]): fc.Arbitrary<Rows[]> =>
  fc
    .tuple(size, size)
    .chain(([rows, columns]) => fc.tuple(...ranges.map((range) => matrixOf(rows, columns, range))))

/** Two matrices that broadcast to each other, along either axis of either. */
export const broadcastPair = (
  first: NumberRange = {},
  second: NumberRange = {},
): fc.Arbitrary<[Rows, Rows]> =>
  fc
    .tuple(size, size, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .chain(([rows, columns, [row1, column1, row2, column2]]) =>
      fc.tuple(
        matrixOf(row1 ? 1 : rows, column1 ? 1 : columns, first),
        matrixOf(row2 ? 1 : rows, column2 ? 1 : columns, second),
      ),
    )

/** A number that is at least `gap` away from 0, where some derivatives jump. */
export const awayFromZero = (rows: Rows, gap = 0.01): Rows =>
  rows.map((row) => row.map((x) => (Math.abs(x) < gap ? x + Math.sign(x || 1) * gap : x)))
