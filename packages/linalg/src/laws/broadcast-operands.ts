import type { Engine } from '../engine.ts'
import type { Expression } from '../expression.ts'
import { map } from '../map.ts'
import { type Dense, dense } from './dense.ts'
import { computed, type Placed } from './law-context.ts'
import { layoutAt } from './layouts.ts'

/** How an operand may be broadcast. */
export const broadcastKinds: readonly BroadcastKind[] = [
  'full',
  'column',
  'row',
  'scalar',
  'number',
]

export type BroadcastKind = 'full' | 'column' | 'row' | 'scalar' | 'number'

/** What is left of a matrix when it is to be broadcast; something also where it is empty. */
export const operandOf = (kind: BroadcastKind, whole: Dense): Dense | number => {
  if (kind === 'full') return whole
  if (kind === 'number') return whole.values[0] ?? 1.5
  const rows = kind === 'column' ? whole.rows : 1
  const columns = kind === 'row' ? whole.columns : 1
  return dense(rows, columns, (i, j) => (whole.values.length ? whole.get(i, j) : i + j + 0.5))
}

/** `map` on an engine, where some operands are numbers. The turn picks the layouts. */
export function applied(
  engine: Engine,
  e: Expression,
  operands: readonly (Dense | number)[],
  turn: number,
  apply: typeof map = map,
): Promise<Dense> {
  const placed = operands.flatMap((values, k): Placed[] =>
    typeof values === 'number' ? [] : [{ values, layout: layoutAt(turn + 2 * k) }],
  )
  return computed(engine, placed, (...matrices) => {
    const rest = [...matrices]
    return apply(e, ...operands.map((o) => (typeof o === 'number' ? o : (rest.shift() ?? o))))
  })
}
