import { type HostVectorLike, shapeText } from '../matrix.ts'
import { denseFrom } from './dense.ts'

/** Throws the error that a law's violation is reported with. */
export function violated(message: string): never {
  throw new Error(message)
}

/**
 * Throws unless |actual − expected| ≤ budget at every element. NaN is close to NaN alone, an
 * infinity to itself alone. The message names the worst element and its share of the budget.
 *
 * @param budget - one for all elements, or one for each
 * @param what - names `actual` in the message
 *
 * @example
 * ```ts
 * import { assertClose } from '@kq/linalg/laws'
 *
 * assertClose([[1, 2.001]], [[1, 2]], 0.01)
 * ```
 */
export function assertClose(
  actual: HostVectorLike,
  expected: HostVectorLike,
  budget: number | HostVectorLike,
  what = 'the result',
): void {
  const a = denseFrom(actual)
  const e = denseFrom(expected)
  const allowed = typeof budget === 'number' ? undefined : denseFrom(budget)
  for (const other of allowed ? [e, allowed] : [e]) {
    if (a.rows !== other.rows || a.columns !== other.columns) {
      violated(`${what} is ${shapeText(a)}, expected ${shapeText(other)}`)
    }
  }
  let worst = 0
  let count = 0
  let message = ''
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < a.columns; column++) {
      const x = a.get(row, column)
      const y = e.get(row, column)
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue
      const limit = typeof budget === 'number' ? budget : (allowed?.get(row, column) ?? 0)
      const error = Math.abs(x - y)
      if (Number.isFinite(x) && Number.isFinite(y) && error <= limit) continue
      count++
      const share = Number.isFinite(error) ? error / limit : Infinity
      if (message !== '' && share <= worst) continue
      worst = share
      message = `${what} at [${row}, ${column}] is ${x}, expected ${y}: off by ${error}, ${share} times the budget ${limit}`
    }
  }
  if (count > 0) violated(`${message} (${count} of ${a.rows * a.columns} elements are beyond it)`)
}

/** Throws unless every element is the same number; NaN equals NaN and −0 equals 0. */
export const assertSame = (actual: HostVectorLike, expected: HostVectorLike, what?: string): void =>
  assertClose(actual, expected, 0, what)
