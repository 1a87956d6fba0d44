import type { Shape } from '@kq/linalg/engine'
import { defaultHost, type HostEngine, type HostMatrix } from '@kq/linalg/host'
import type { VectorLike } from '@kq/linalg/matrix'
import { track } from '@kq/linalg/scope'
import { numbersOf } from './internal/numbers.ts'
import { checkCount, piecesOf } from './internal/pieces.ts'

/**
 * Named matrices as one flat vector: row-major, one after the other in the order of the names. What
 * `valueAndGrad` takes when it is told what x is `like`.
 *
 * @throws EngineError if a matrix is not in ordinary memory
 *
 * @example
 * ```ts
 * import { flatten } from '@kq/nn/flatten'
 *
 * flatten({ W: [[1, 2], [3, 4]], b: [5] }) // Float64Array [1, 2, 3, 4, 5]
 * ```
 */
export function flatten(named: Readonly<Record<string, VectorLike>>): Float64Array {
  const parts = Object.values(named).map((a) => numbersOf(a, 'flatten').values)
  const out = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let start = 0
  for (const part of parts) {
    out.set(part, start)
    start += part.length
  }
  return out
}

/**
 * The inverse of {@link flatten}: matrices of the names and shapes of `like`.
 *
 * @throws ShapeError if x has another number of elements
 *
 * @example
 * ```ts
 * import { unflatten } from '@kq/nn/flatten'
 *
 * const { W } = unflatten([1, 2, 3, 4, 5], { W: { rows: 2, columns: 2 }, b: { rows: 1, columns: 1 } })
 * W.toArray() // [[1, 2], [3, 4]]
 * ```
 */
export function unflatten<Name extends string>(
  x: VectorLike,
  like: Readonly<Record<Name, Shape>>,
  engine: HostEngine = defaultHost(),
): Record<Name, HostMatrix> {
  const { values } = numbersOf(x, 'unflatten')
  const pieces = piecesOf(like)
  checkCount('unflatten', values.length, pieces)
  return Object.fromEntries(
    pieces.map((piece) => [
      piece.name,
      track(engine.upload(values.subarray(piece.start, piece.end), piece)),
    ]),
  ) as Record<Name, HostMatrix>
}
