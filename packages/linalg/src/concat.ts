import { matrices } from './as-matrix.ts'
import type { Axis } from './engine.ts'
import { ShapeError } from './errors.ts'
import type { HostMatrix } from './host.ts'
import { type HostVectorLike, type Matrix, shapeText, type VectorLike } from './matrix.ts'
import { track } from './scope.ts'

/**
 * Matrices joined: `'rows'` puts one below the other, `'columns'` side by side.
 *
 * @throws ShapeError if nothing is given, or the sizes across differ
 */
export function concat(axis: Axis, ...parts: HostVectorLike[]): HostMatrix
export function concat(axis: Axis, ...parts: VectorLike[]): Matrix
export function concat(axis: Axis, ...parts: VectorLike[]): Matrix {
  const given: Matrix[] = matrices(...parts)
  const [first] = given
  if (!first) throw new ShapeError('concat: expected at least one matrix')
  const across = axis === 'rows' ? 'columns' : 'rows'
  if (given.some((part) => part[across] !== first[across])) {
    throw new ShapeError(
      `concat: ${given.map(shapeText).join(', ')} joined along ${axis} must have equal numbers of ${across}`,
    )
  }
  return track(first.engine.concat(given, axis))
}
