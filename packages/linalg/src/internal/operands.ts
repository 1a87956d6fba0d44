import type { DenseMatrix } from '../dense-matrix.ts'
import type { Floats } from '../dtype.ts'
import type { Engine } from '../engine.ts'
import { EngineError, ShapeError } from '../errors.ts'
import { isMatrix, type Matrix, type NdArrayLike, type VectorLike } from '../matrix.ts'
import { plain, plainOf } from './plain-engine.ts'
import { track } from './scope-stack.ts'

const isFloats = (value: unknown): value is Floats =>
  value instanceof Float64Array || value instanceof Float32Array

/** Whether a value is an ndarray, or may be looked at as one. */
export const isNdArray = (value: object): value is NdArrayLike =>
  'stride' in value && 'data' in value

/** Numbers as a plain matrix: copied, but `inPlace` for ndarrays in float64. */
function plainFrom(value: VectorLike, inPlace: boolean | undefined): DenseMatrix {
  if (
    isFloats(value) ||
    (Array.isArray(value) && value.length > 0 && value.every((x) => typeof x === 'number'))
  ) {
    return plain(Float64Array.from(value), value.length, 1)
  }
  if (Array.isArray(value)) {
    const given = value as readonly ArrayLike<number>[]
    const columns = given[0]?.length ?? 0
    given.forEach((row, index) => {
      if ((Array.isArray(row) || isFloats(row)) && row.length === columns) return
      throw new ShapeError(
        `row ${index} is ${JSON.stringify(row)}; expected ${columns} numbers, as in row 0`,
      )
    })
    return plainOf(given.length, columns, (i, j) => given[i][j])
  }
  if (Object(value) === value) {
    if (isNdArray(value)) {
      const { data, shape, stride, offset } = value
      const [rows, columns = 1, third] = shape
      const [rowStride, columnStride = 1] = stride
      if (rows === undefined || third !== undefined) {
        throw new ShapeError(
          `an ndarray has ${shape.length} axes; expected 1 or 2: .pick() a slice`,
        )
      }
      return inPlace && data instanceof Float64Array
        ? plain(data, rows, columns, offset, rowStride, columnStride)
        : plainOf(rows, columns, (i, j) => data[offset + i * rowStride + j * columnStride])
    }
    if ('get' in value && 'rows' in value) {
      return plainOf(value.rows, value.columns, (i, j) => value.get(i, j))
    }
  }
  throw new TypeError(`${{}.toString.call(value)} is no matrix, ndarray or array of numbers`)
}

/** Numbers as a matrix of `engine`. */
function place(value: VectorLike, engine: Engine): Matrix {
  const a = plainFrom(value, engine.isPlain)
  return engine.isPlain ? a : track(engine.upload(a.data, a))
}

/** {@link matrix} of `as-matrix.ts`, with the engine named. */
export function onEngine(value: VectorLike, engine: Engine): Matrix {
  if (!isMatrix(value)) return place(value, engine)
  if (value.freed) {
    throw new EngineError('the matrix was freed: return it from its scope, or `keep` it')
  }
  const own = value.engine
  if (own === engine) return value
  // What the plain engine made, or what it is given, is in ordinary memory.
  if (isNdArray(value) && (own.isPlain || engine.isPlain)) return place(value, engine)
  if (engine.adopt && engine.base && standsOn(engine.base, own)) {
    return track(engine.adopt(onEngine(value, engine.base)))
  }
  throw new EngineError(
    `matrices of different engines, ${engineText(own)} and ${engineText(engine)}: read one, upload it to the other`,
  )
}

const engineText = ({ name, dtype }: Engine): string => `${name} (${dtype})`

/** Whether matrices of `other` can be adopted by `engine`, or are its own. */
const standsOn = (engine: Engine, other: Engine): boolean =>
  engine === other || (engine.base !== undefined && standsOn(engine.base, other))

/**
 * The engine of the first operand that is a matrix of any but the plain one, or that of a later one
 * which stands on it.
 */
export function engineAmong(operands: readonly unknown[]): Engine | undefined {
  let engine: Engine | undefined
  for (const operand of operands) {
    if (!isMatrix(operand) || operand.engine.isPlain) continue
    if (!engine || standsOn(operand.engine, engine)) engine = operand.engine
  }
  return engine
}

/** The value of a 1×1 matrix at once, where its engine can give it: see {@link Engine.peek}. */
export function peek(a: Matrix): number {
  const { engine } = a
  if (engine.isPlain) return (a as DenseMatrix).get(0, 0)
  if (!engine.peek) {
    throw new EngineError(`the engine ${engine.name} cannot show a value: \`await read(…)\` it`)
  }
  return engine.peek(onEngine(a, engine))
}
