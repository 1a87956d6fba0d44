import type { BatchesState, BatchOptions } from '../batches.ts'

export const checkSizes = ({ rows, batchSize }: BatchOptions): void => {
  for (const [name, value] of Object.entries({ rows, batchSize })) {
    if (!Number.isInteger(value) || value < 1 || value > 2 ** 32) {
      throw new RangeError(`Batches: ${name} is ${value}; expected an integer from 1 to 2^32.`)
    }
  }
  if (batchSize > rows) {
    throw new RangeError(
      `Batches: the batch size is ${batchSize}, but there are only ${rows} rows of data. ` +
        `Use a batch size of at most ${rows}, or more data.`,
    )
  }
}

export const checkState = (state: BatchesState): void => {
  const { rule, rows, last, cursor, order, random } = state
  const fail = (what: string, expected: string): never => {
    throw new TypeError(
      `restoreBatches: ${what}; expected ${expected}. Give what state() returned, unaltered.`,
    )
  }
  if (rule !== 'reference' && rule !== 'shuffled') {
    fail(`the rule is ${String(rule)}`, 'reference or shuffled')
  }
  if (last !== 'drop' && last !== 'keep') fail(`last is ${String(last)}`, 'drop or keep')
  if (rule === 'shuffled' && random === null) fail('random is null', 'the state of a stream')
  if (!Number.isInteger(cursor) || cursor < 0 || cursor > rows) {
    fail(`the cursor is ${cursor}`, `an integer from 0 to ${rows}`)
  }
  const seen = new Set(Array.from(order, Number))
  const valid = order.length === rows && seen.size === rows
  if (!valid || ![...seen].every((row) => Number.isInteger(row) && row >= 0 && row < rows)) {
    fail(`the order has ${order.length} entries`, `each of 0 … ${rows - 1} once`)
  }
}
