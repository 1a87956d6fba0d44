import type { Engine } from './engine.ts'
import { EngineError, ShapeError } from './errors.ts'
import { defaultHost, isHostMatrix, type HostEngine, type HostMatrix } from './host.ts'
import { engineAmong, isNdArray, onEngine, peek as peekAt } from './internal/operands.ts'
import {
  type HostVectorLike,
  isMatrix,
  type Matrix,
  type NdArrayLike,
  type VectorLike,
} from './matrix.ts'
import { track } from './scope.ts'

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
  const own = isMatrix(value) && !value.engine.isPlain ? value.engine : undefined
  const target = engine ?? own ?? defaultHost()
  if (!own && Object(value) === value && isNdArray(value) && 'wrap' in target) {
    const inPlace = inPlaceOn(target as HostEngine, value)
    if (inPlace) return track(inPlace)
  }
  return onEngine(value, target)
}

function inPlaceOn(
  engine: HostEngine,
  { data, shape, stride, offset }: NdArrayLike,
): HostMatrix | undefined {
  const [rows, columns = 1] = shape
  const [rowStride, columnStride = 1] = stride
  return data instanceof engine.floats && (shape.length === 1 || shape.length === 2)
    ? engine.wrap(data, { rows, columns }, offset, rowStride, columnStride)
    : undefined
}

/**
 * The engine of the first operand that is a matrix, or that of a later one which stands on it; the
 * host in float64 where none is a matrix.
 */
export const engineOf = (operands: readonly unknown[]): Engine =>
  engineAmong(operands) ?? defaultHost()

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
  return peekAt(a)
}

/** The matrix, known to be in ordinary memory; an error that says what to do where it is not. */
export function hostMatrix(a: Matrix, operation: string): HostMatrix {
  if (isHostMatrix(a)) return a
  throw new EngineError(
    `${operation}: the engine ${a.engine.name} has no such operation; \`await read(…)\` the matrix, ` +
      'and give its values to one that computes on the host',
  )
}
