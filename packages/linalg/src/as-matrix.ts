import type { Floats } from './dtype.ts'
import type { Engine } from './engine.ts'
import { EngineError, ShapeError } from './errors.ts'
import { defaultHost, isHostMatrix, type HostEngine, type HostMatrix } from './host.ts'
import {
  type HostVectorLike,
  isMatrix,
  type Matrix,
  type MlMatrixLike,
  type NdArrayLike,
  type VectorLike,
} from './matrix.ts'
import { track } from './scope.ts'

const isFloats = (value: unknown): value is Floats =>
  value instanceof Float64Array || value instanceof Float32Array

const isNdArray = (value: object): value is NdArrayLike => 'stride' in value && 'data' in value

const isMlMatrix = (value: object): value is MlMatrixLike =>
  'rows' in value && 'columns' in value && 'get' in value

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `a ${value.constructor?.name}`
    : `${JSON.stringify(value)}`

const isHostEngine = (engine: Engine): engine is HostEngine => 'wrap' in engine

function fromNdArray({ data, shape, stride, offset }: NdArrayLike, engine: Engine): Matrix {
  if (shape.length !== 1 && shape.length !== 2) {
    throw new ShapeError(
      `an ndarray of ${shape.length} dimensions was given; a matrix has 2, a vector 1: take a slice with .pick()`,
    )
  }
  const [rows = 0, columns = 1] = shape
  const [rowStride = 0, columnStride = 1] = stride
  if (isFloats(data) && isHostEngine(engine) && data instanceof engine.floats) {
    return engine.wrap(data, { rows, columns }, offset, rowStride, columnStride)
  }
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = data[
        offset + row * rowStride + column * columnStride
      ] as number
    }
  }
  return engine.upload(values, { rows, columns })
}

function fromRows(value: readonly ArrayLike<number>[], engine: Engine): Matrix {
  const rows = value.length
  const columns = value[0]?.length ?? 0
  const values = new Float64Array(rows * columns)
  value.forEach((row: unknown, index) => {
    if (!Array.isArray(row) && !isFloats(row)) {
      throw new TypeError(
        `row ${index} of a nested array is ${describe(row)}; expected an array of numbers`,
      )
    }
    if (row.length !== columns) {
      throw new ShapeError(
        `row ${index} of a nested array has ${row.length} numbers, row 0 has ${columns}: rows must be of one length`,
      )
    }
    values.set(row, index * columns)
  })
  return engine.upload(values, { rows, columns })
}

function convert(value: VectorLike, engine: Engine): Matrix {
  if (isFloats(value)) return engine.upload(value, { rows: value.length, columns: 1 })
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((item) => typeof item === 'number')
      ? engine.upload(value, { rows: value.length, columns: 1 })
      : fromRows(value as readonly ArrayLike<number>[], engine)
  }
  if (typeof value === 'object' && value !== null) {
    if (isNdArray(value)) return fromNdArray(value, engine)
    if (isMlMatrix(value)) {
      const { rows, columns } = value
      const values = Float64Array.from({ length: rows * columns }, (_, i) =>
        value.get(Math.floor(i / columns), i % columns),
      )
      return engine.upload(values, { rows, columns })
    }
  }
  throw new TypeError(
    `expected a matrix, an ndarray, an ml-matrix matrix or an array of numbers, but got ${describe(value)}`,
  )
}

/**
 * A matrix on `engine` from nested arrays, an ndarray, an ml-matrix matrix or flat numbers (which
 * make a column). A matrix of that engine passes through; one of another engine is refused, unless
 * `engine` stands on that one ({@link Engine.base}) and adopts it.
 *
 * Values are copied, with one exception: an ndarray whose data are of the host engine's dtype is
 * looked at in place, whatever its strides, and must not change while the matrix is in use.
 *
 * @param engine - defaults to the engine of `value` if it is a matrix, else to the host in float64
 * @throws ShapeError for ragged rows or an ndarray of other than one or two dimensions
 */
export function matrix(value: HostVectorLike, engine?: HostEngine): HostMatrix
export function matrix(value: VectorLike, engine?: Engine): Matrix
export function matrix(value: VectorLike, engine?: Engine): Matrix {
  if (!isMatrix(value)) return track(convert(value, engine ?? defaultHost()))
  if (value.freed) {
    throw new EngineError(
      'the matrix was freed, by `free` or by the end of the scope that it was made in: return it from the scope or `keep` it',
    )
  }
  if (engine && value.engine !== engine) {
    if (engine.adopt && engine.base && standsOn(engine.base, value.engine)) {
      return track(engine.adopt(matrix(value, engine.base)))
    }
    throw new EngineError(
      `matrices of different engines met: one of ${engineText(value.engine)}, one of ${engineText(engine)}; ` +
        'read one and upload it to the other engine',
    )
  }
  return value
}

const engineText = ({ name, dtype }: Engine): string => `${name} (${dtype})`

/** Whether matrices of `other` can be adopted by `engine`, or are its own. */
const standsOn = (engine: Engine, other: Engine): boolean =>
  engine === other || (engine.base !== undefined && standsOn(engine.base, other))

/**
 * The engine of the first operand that is a matrix, or that of a later one which stands on it; the
 * host in float64 where none is a matrix.
 */
export function engineOf(operands: readonly unknown[]): Engine {
  let engine: Engine | undefined
  for (const operand of operands) {
    if (!isMatrix(operand)) continue
    if (!engine || standsOn(operand.engine, engine)) engine = operand.engine
  }
  return engine ?? defaultHost()
}

/** All operands as matrices of one engine. */
export function matrices<T extends readonly VectorLike[]>(
  ...operands: T
): { [K in keyof T]: Matrix } {
  const engine = engineOf(operands)
  return operands.map((operand) => matrix(operand, engine)) as { [K in keyof T]: Matrix }
}

/** The value of a 1×1 matrix at once, where its engine can give it: see {@link Engine.peek}. */
export function peek(a: Matrix): number {
  if (a.rows !== 1 || a.columns !== 1)
    throw new ShapeError(`peek: expected a 1×1 matrix, got ${a.rows}×${a.columns}`)
  if (!a.engine.peek) {
    throw new EngineError(
      `the value lives on the engine ${a.engine.name}, which cannot show it at once: \`await read(…)\` it`,
    )
  }
  return a.engine.peek(matrix(a, a.engine))
}

/** The matrix, known to be in ordinary memory; an error that says what to do where it is not. */
export function hostMatrix(a: Matrix, operation: string): HostMatrix {
  if (isHostMatrix(a)) return a
  throw new EngineError(
    `${operation}: the engine ${a.engine.name} has no such operation; \`await read(…)\` the matrix, ` +
      'and give its values to one that computes on the host',
  )
}
