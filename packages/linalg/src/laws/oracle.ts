/*
 * The oracle that engines are held against: textbook loops in float64, written to be seen through.
 * Where rounding matters, a result comes with its magnitude: the same sum over absolute values, to
 * which the error of any order of summation is proportional (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd ed., eq. 3.13).
 */
import type { Axis, Block, Reduction, Shape } from '../engine.ts'
import type { BinaryOperator, Expression, Term, UnaryOperator } from '../expression.ts'
import { broadcastAt, type Dense, dense, transposedDense } from './dense.ts'

/** A result and what its rounding errors are proportional to. */
export interface Estimate {
  readonly value: Dense
  readonly magnitude: Dense
}

/** A·B by the triple loop. */
export function product(a: Dense, b: Dense): Estimate {
  const { columns: n } = b
  const magnitudes = new Float64Array(a.rows * n)
  const values = new Float64Array(a.rows * n)
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const left = a.values[i * a.columns + k]
      for (let j = 0; j < n; j++) {
        const term = left * b.values[k * n + j]
        values[i * n + j] += term
        magnitudes[i * n + j] += Math.abs(term)
      }
    }
  }
  const at = (from: Float64Array): Dense => dense(a.rows, n, (i, j) => from[i * n + j])
  return { value: at(values), magnitude: at(magnitudes) }
}

/** α P + β C of a product P; C is not looked at where it is undefined. */
export function combine(alpha: number, p: Estimate, beta: number, c: Dense | undefined): Estimate {
  const { rows, columns } = p.value
  const added = (i: number, j: number): number => (c ? beta * c.get(i, j) : 0)
  return {
    value: dense(rows, columns, (i, j) => alpha * p.value.get(i, j) + added(i, j)),
    magnitude: dense(
      rows,
      columns,
      (i, j) => Math.abs(alpha) * p.magnitude.get(i, j) + Math.abs(added(i, j)),
    ),
  }
}

const unary: Readonly<Record<UnaryOperator, (x: number) => number>> = {
  neg: (x) => 0 - x,
  abs: (x) => (x < 0 ? 0 - x : x),
  sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : x),
  sqrt: (x) => Math.sqrt(x),
  exp: (x) => Math.exp(x),
  log: (x) => Math.log(x),
  log1p: (x) => Math.log1p(x),
  tanh: (x) => Math.tanh(x),
  not: (x) => Number(x === 0),
  finite: (x) => Number(Number.isFinite(x)),
}

const eitherNaN = (l: number, r: number): boolean => Number.isNaN(l) || Number.isNaN(r)

const binary: Readonly<Record<BinaryOperator, (l: number, r: number) => number>> = {
  add: (l, r) => l + r,
  sub: (l, r) => l - r,
  mul: (l, r) => l * r,
  div: (l, r) => l / r,
  min: (l, r) => (eitherNaN(l, r) ? Number.NaN : l < r ? l : r),
  max: (l, r) => (eitherNaN(l, r) ? Number.NaN : l > r ? l : r),
  lt: (l, r) => Number(l < r),
  le: (l, r) => Number(l <= r),
  gt: (l, r) => Number(l > r),
  ge: (l, r) => Number(l >= r),
  eq: (l, r) => Number(l === r),
  and: (l, r) => Number(l !== 0 && r !== 0),
  or: (l, r) => Number(l !== 0 || r !== 0),
}

/** The value of a term, where `x` are the operands' elements. */
export function evaluate(t: Term, x: readonly number[], row: number, column: number): number {
  const of = (inner: Term): number => evaluate(inner, x, row, column)
  if (t.kind === 'operand') return x[t.index]
  if (t.kind === 'constant') return t.value
  if (t.kind === 'row') return row
  if (t.kind === 'column') return column
  if (t.kind === 'unary') return unary[t.operator](of(t.argument))
  if (t.kind === 'binary') return binary[t.operator](of(t.left), of(t.right))
  return of(t.condition) === 0 ? of(t.otherwise) : of(t.then)
}

/** The expression at every element of `shape`. */
export const mapped = (
  { term }: Expression,
  operands: readonly (Dense | number)[],
  { rows, columns }: Shape,
): Dense =>
  dense(rows, columns, (row, column) =>
    evaluate(
      term,
      operands.map((operand) => broadcastAt(operand, row, column)),
      row,
      column,
    ),
  )

const fold = (kind: Reduction, values: readonly number[]): number => {
  if (kind === 'max') return values.reduce((most, x) => binary.max(most, x), -Infinity)
  if (kind === 'min') return values.reduce((least, x) => binary.min(least, x), Infinity)
  const sum = values.reduce((total, x) => total + x, 0)
  return kind === 'sum' ? sum : sum / values.length
}

/** The values folded along an axis or altogether. */
export function folded(kind: Reduction, axis: Axis | 'all', a: Dense): Estimate {
  const rows = axis === 'columns' ? a.rows : 1
  const columns = axis === 'rows' ? a.columns : 1
  const group = (row: number, column: number): number[] => {
    if (axis === 'all') return [...a.values]
    return axis === 'rows'
      ? Array.from({ length: a.rows }, (_, i) => a.get(i, column))
      : Array.from({ length: a.columns }, (_, j) => a.get(row, j))
  }
  return {
    value: dense(rows, columns, (row, column) => fold(kind, group(row, column))),
    magnitude: dense(rows, columns, (row, column) => fold(kind, group(row, column).map(Math.abs))),
  }
}

export const sliced = (a: Dense, block: Block): Dense =>
  dense(block.rowEnd - block.rowStart, block.columnEnd - block.columnStart, (row, column) =>
    a.get(block.rowStart + row, block.columnStart + column),
  )

/** The parts one below the other (`'rows'`) or side by side. */
export function joined(parts: readonly Dense[], axis: Axis): Dense {
  const pieces = axis === 'rows' ? parts : parts.map(transposedDense)
  const values = pieces.flatMap((part) => [...part.values])
  const columns = pieces[0]?.columns ?? 0
  const rows = pieces.reduce((sum, part) => sum + part.rows, 0)
  const stacked = dense(rows, columns, (row, column) => values[row * columns + column])
  return axis === 'rows' ? stacked : transposedDense(stacked)
}
