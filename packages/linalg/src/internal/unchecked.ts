import { DenseMatrix } from '../dense-matrix.ts'
import type { Axis, Block, Engine, GemmArguments } from '../engine.ts'
import { add, type Expression, expression, mul, where } from '../expression.ts'
import { isMatrix, type Matrix, type VectorLike } from '../matrix.ts'
import { evaluator } from './evaluate.ts'
import { engineAmong, onEngine } from './operands.ts'
import { plain, plainEngine, plainOf } from './plain-engine.ts'
import { track } from './scope-stack.ts'

/*
 * The operations under the names of their files, for algorithms that have checked what they were
 * given and for plain matrices too. No shape, engine or form is looked at again: that, and one
 * function an operation, keeps small what a program carries.
 */

type Operand = Matrix | number

/** All operands as matrices of one engine: that of those which have one, or the plain one. */
export function operands<T extends readonly VectorLike[]>(
  ...values: T
): { [K in keyof T]: Matrix } {
  const engine = engineAmong(values) ?? plainEngine
  return values.map((value) => onEngine(value, engine)) as { [K in keyof T]: Matrix }
}

/** Whether a matrix is plain; all operands are then. */
export const isPlain = (a: Matrix): a is DenseMatrix => a.engine === plainEngine

/** An expression at every element of what its operands broadcast to, or the sums of that. */
function broadcast(e: Expression, given: readonly Operand[], axis?: 'all' | 'columns'): Matrix {
  const found = given.filter(isMatrix)
  const { engine } = found[0]
  const size = (side: Axis): number => found.find((a) => a[side] !== 1)?.[side] ?? 1
  const shape = { rows: size('rows'), columns: size('columns') }
  if (engine !== plainEngine) {
    return track(
      axis ? engine.reduce('sum', axis, e, given, shape) : engine.map(e, given, shape, false),
    )
  }
  const evaluate = evaluator(e.term)
  const x = given.map(Number)
  const values = plainOf(shape.rows, shape.columns, (i, j) => {
    given.forEach((a, k) => {
      if (a instanceof DenseMatrix) x[k] = a.get(a.rows > 1 ? i : 0, a.columns > 1 ? j : 0)
    })
    return evaluate(x, i, j)
  })
  if (!axis) return values
  const sums = new Float64Array(axis === 'all' ? 1 : shape.rows)
  values.data.forEach((value, at) => {
    sums[axis === 'all' ? 0 : Math.floor(at / shape.columns)] += value
  })
  return plain(sums, sums.length, 1)
}

export const map = (e: Expression, ...given: Operand[]): Matrix => broadcast(e, given)

/** The sum of an expression, over all or along the rows. */
export const sum = (axis: 'all' | 'columns', e: Expression, ...given: Operand[]): Matrix =>
  broadcast(e, given, axis)

/** A B for plain matrices. */
function plainProduct(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const { data: x, columns, columnStride } = a
  const { data: y, rowStride } = b
  return plainOf(a.rows, b.columns, (i, j) => {
    let p = a.offset + i * a.rowStride
    let q = b.offset + j * b.columnStride
    let total = 0
    for (let k = 0; k < columns; k++, p += columnStride, q += rowStride) total += x[p] * y[q]
    return total
  })
}

/** {@link gemm} of matrices that are not plain. */
export function ofEngine(
  a: Matrix,
  b: Matrix,
  options: Partial<GemmArguments<Matrix>> = {},
): Matrix {
  const { transposeA = false, transposeB = false, alpha = 1, c } = options
  return track(a.engine.gemm(a, b, { transposeA, transposeB, alpha, beta: 1, c }))
}

/** A B, all that an update needs of {@link gemm}. */
export const product = (a: Matrix, b: Matrix): Matrix =>
  isPlain(a) && isPlain(b) ? plainProduct(a, b) : ofEngine(a, b)

const shifted = /* @__PURE__ */ expression((x, alpha, c) => add(mul(alpha, x), c))

export function gemm(a: Matrix, b: Matrix, options: Partial<GemmArguments<Matrix>> = {}): Matrix {
  const { transposeA, transposeB, alpha = 1, c = 0 } = options
  return isPlain(a) && isPlain(b)
    ? map(
        shifted,
        plainProduct(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b),
        alpha,
        c,
      )
    : ofEngine(a, b, options)
}

const choose = /* @__PURE__ */ expression((condition, a, b) => where(condition, a, b))

export function select(condition: Matrix, a: Matrix, b: Matrix): Matrix {
  if (isPlain(condition)) return condition.get(0, 0) ? a : b
  return a.engine.select ? track(a.engine.select(condition, a, b)) : map(choose, condition, a, b)
}

export function transpose<M extends Matrix>(a: M): M
export function transpose(a: Matrix): Matrix {
  if (!isPlain(a)) return track(a.engine.transpose(a))
  const { data, rows, columns, offset, rowStride, columnStride } = a
  return plain(data, columns, rows, offset, columnStride, rowStride)
}

export function slice(a: Matrix, block: Partial<Block>): Matrix {
  const whole = { rowStart: 0, rowEnd: a.rows, columnStart: 0, columnEnd: a.columns }
  return track(a.engine.slice(a, { ...whole, ...block }))
}

const times = /* @__PURE__ */ expression((x, y) => mul(x, y))

/** xᵀy, 1×1. */
export const dot = (x: Matrix, y: Matrix): Matrix => sum('all', times, x, y)

const same = /* @__PURE__ */ expression((value) => value)

/** `value` everywhere; of a matrix of one row or column, repeated along it. */
export const filled = (engine: Engine, value: Operand, rows: number, columns: number): Matrix =>
  track(engine.map(same, [value], { rows, columns }, false))

/** {@link filled} with zeros. */
export const zeros = (engine: Engine, rows: number, columns: number): Matrix =>
  engine.isPlain ? plainOf(rows, columns, () => 0) : filled(engine, 0, rows, columns)
