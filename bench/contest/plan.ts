import type { Dtype } from '@kq/linalg/dtype'
import type { Entrant } from './roster.ts'
import type { Operand, Operation, Task } from './task.ts'

/** What is to be computed, in any precision. */
export interface Case {
  readonly name: string
  readonly operation: Operation
  readonly operands: readonly Operand[]
  /** Multiplications and additions, where a rate tells more than a time. */
  readonly flop?: number
}

/** A row to be: one of our engines against a peer. */
export interface Pair {
  readonly case: Case
  readonly dtype: Dtype
  readonly ours: Entrant
  readonly theirs: Entrant
  /** As in the row. */
  readonly peer: string
}

export const taskOf = ({ operation, operands }: Case, dtype: Dtype): Task => ({
  operation,
  dtype,
  operands,
})

/** What `--only TEXT` looks into. */
export const label = (row: {
  readonly case: string
  readonly engine: string
  readonly peer: string
  readonly dtype: string
  readonly threads: number
}): string => `${row.case} ${row.engine} ${row.peer} ${row.dtype} ${row.threads}`

const takes = ({ peer }: Entrant, task: Task): boolean =>
  peer.dtypes.includes(task.dtype) &&
  peer.operations.includes(task.operation) &&
  !peer.spared?.(task)

/**
 * All rows that `only` leaves: our engines on one thread against every peer that takes the task, on
 * more threads against themselves on one.
 */
export function plan(
  cases: readonly Case[],
  dtypes: readonly Dtype[],
  own: readonly Entrant[],
  peers: readonly Entrant[],
  only: string = '',
): Pair[] {
  const pairs = cases.flatMap((one) =>
    dtypes.flatMap((dtype) => {
      const task = taskOf(one, dtype)
      return own
        .filter((ours) => takes(ours, task))
        .flatMap((ours): Pair[] => {
          if (ours.threads > 1) {
            const alone = own.find(({ peer, threads }) => peer === ours.peer && threads === 1)
            return alone ? [{ case: one, dtype, ours, theirs: alone, peer: 'own, 1 thread' }] : []
          }
          return peers
            .filter((theirs) => theirs.threads === 1 && takes(theirs, task))
            .map((theirs) => ({ case: one, dtype, ours, theirs, peer: theirs.peer.name }))
        })
    }),
  )
  return pairs.filter(({ case: { name }, dtype, ours, peer }) =>
    label({
      case: name,
      engine: ours.peer.name,
      peer,
      dtype,
      threads: ours.threads,
    }).includes(only),
  )
}
