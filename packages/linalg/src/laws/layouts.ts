import type { Engine } from '../engine.ts'
import type { Matrix } from '../matrix.ts'
import { scope, track } from '../scope.ts'
import { slice } from '../slice.ts'
import { transpose } from '../transpose.ts'
import { type Dense, dense, transposedDense, upload } from './dense.ts'

/** Puts values on an engine in some way of its own; what it makes besides is freed. */
export type Layout = (engine: Engine, values: Dense) => Matrix

/** A frame of NaN, which shows whoever reads beyond a view. */
const framed = (a: Dense): Dense =>
  dense(a.rows + 3, a.columns + 4, (row, column) =>
    row < 1 || column < 2 || row > a.rows || column > a.columns + 1
      ? Number.NaN
      : a.get(row - 1, column - 2),
  )

const inner = (a: Matrix, { rows, columns }: Dense): Matrix =>
  slice(a, { rowStart: 1, rowEnd: 1 + rows, columnStart: 2, columnEnd: 2 + columns })

const plain: Layout = (engine, values) => upload(engine, values)

/** Rows apart in memory. */
const sliced: Layout = (engine, values) =>
  scope(() => inner(track(upload(engine, framed(values))), values))

/** Columns that lie in one piece, where an engine transposes without copying. */
const transposed: Layout = (engine, values) =>
  scope(() => transpose(track(upload(engine, transposedDense(values)))))

const sliceOfTranspose: Layout = (engine, values) =>
  scope(() => inner(transpose(track(upload(engine, transposedDense(framed(values))))), values))

const transposeOfSlice: Layout = (engine, values) =>
  scope(() => {
    const flipped = transposedDense(values)
    return transpose(inner(track(upload(engine, framed(flipped))), flipped))
  })

/** All the ways in which a matrix may lie in memory behind its back. */
export const layouts: Readonly<
  Record<'plain' | 'sliced' | 'transposed' | 'sliceOfTranspose' | 'transposeOfSlice', Layout>
> = { plain, sliced, transposed, sliceOfTranspose, transposeOfSlice }

export const allLayouts: readonly Layout[] = Object.values(layouts)

/** The k-th layout, around and around: how a table of cases gets to see all of them. */
export const layoutAt = (k: number): Layout => allLayouts[k % allLayouts.length]
