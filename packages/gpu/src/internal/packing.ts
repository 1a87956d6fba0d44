/*
 * Which results go into one row together: folds, and vectors to be computed.
 */
import type { Shape } from '@kq/linalg/engine'
import { maximumMatrixOperands } from '@kq/linalg/expression'
import { type Access, shifted, straight, turned, within } from './access.ts'
import type { DeviceValue } from './device-value.ts'
import { type Pending, valuesOf, viewed } from './fusion.ts'
import {
  type Folding,
  foldedShape,
  foldedTerm,
  isFold,
  isLate,
  isVector,
  type Lazy,
} from './result.ts'

/** At most so many results are packed, of so many elements together: a row that WebGL2 can hold. */
const mostParts = 16
const longestRow = 8192

/** A result that can be packed with others: a fold whose operand is there, or a vector to be computed. */
export interface Part {
  readonly lazy: Lazy
  readonly shape: Shape
  readonly pending: Pending
  readonly folding: Folding | undefined
}

function partOf(lazy: Lazy): Part | undefined {
  const { state } = lazy
  if (isLate(state)) return undefined
  if (!isFold(state)) {
    const isComputed = isVector(state.shape) && !viewed(state)
    return isComputed ? { lazy, shape: state.shape, pending: state, folding: undefined } : undefined
  }
  const pending = foldedTerm(state)
  return pending && { lazy, shape: foldedShape(state, pending.shape), pending, folding: state }
}

/**
 * Parts of one row: some of what is needed, and of what else waits, each the one that binds fewest
 * matrices more.
 */
export function nextPack(needed: readonly Lazy[], others: readonly Lazy[]): Part[] {
  const chosen: Part[] = []
  const values = new Set<DeviceValue>()
  let length = 0
  const partsOf = (lazies: readonly Lazy[]): Set<Part> =>
    new Set([...new Set(lazies)].map(partOf).filter((part) => part !== undefined))
  for (const parts of [partsOf(needed), partsOf(others.filter((o) => !needed.includes(o)))]) {
    while (parts.size > 0 && chosen.length < mostParts) {
      let best: { part: Part; more: DeviceValue[] } | undefined
      for (const part of parts) {
        const more = valuesOf(part.pending.leaves).filter((value) => !values.has(value))
        if (!best || more.length < best.more.length) best = { part, more }
      }
      const { part, more } = best as { part: Part; more: DeviceValue[] }
      parts.delete(part)
      const longer = length + part.shape.rows * part.shape.columns
      if (values.size + more.length > maximumMatrixOperands) break
      if (chosen.length > 0 && longer > longestRow) continue
      for (const value of more) values.add(value)
      length = longer
      chosen.push(part)
    }
  }
  return chosen
}

/** Where a packed vector's elements are in the row. */
export const packedAccess = (shape: Shape, start: number): Access => {
  const row = shifted(within(straight, { rows: 1, columns: 2 }), 0, start)
  return shape.columns === 1 ? turned(row) : row
}
