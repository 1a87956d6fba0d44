/**
 * Which rows make up each batch, as data: no batch holds a copy of the samples, and the whole order
 * can be saved and taken up again exactly.
 */
import { createRandom, type Random, type RandomState } from '@kq/linalg/random'
import { checkSizes, checkState } from './internal/check-batches.ts'

export interface BatchOptions {
  /** Number of samples. */
  readonly rows: number
  readonly batchSize: number
}

export interface ReferenceBatchOptions extends BatchOptions {
  /** The stream of permutations, this sequence's own from now on. Without it, rows stay in order. */
  readonly random?: Random
}

export interface ShuffledBatchOptions extends BatchOptions {
  /** The stream of permutations, this sequence's own from now on. */
  readonly random: Random
  /** What becomes of the last, incomplete batch of an epoch. @defaultValue 'drop' */
  readonly last?: 'drop' | 'keep'
}

type Rule = 'reference' | 'shuffled'

/** Plain JSON but for `order`, which may go through JSON as an array of numbers. */
export interface BatchesState {
  readonly rule: Rule
  readonly rows: number
  readonly batchSize: number
  readonly last: 'drop' | 'keep'
  /** The position in `order` where the next batch begins, if it fits. */
  readonly cursor: number
  /** The row that stands at each position. */
  readonly order: ArrayLike<number>
  /** The stream of permutations; null if rows stay in order. */
  readonly random: RandomState | null
}

/** An endless sequence of batches. */
export interface Batches {
  readonly rows: number
  readonly batchSize: number
  readonly batchesPerEpoch: number
  /** The row numbers of the next batch. Later calls do not change it. */
  next(): Uint32Array
  /** What {@link restoreBatches} needs to go on from here. */
  state(): BatchesState
}

const inFileOrder = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i)

const continueFrom = (state: BatchesState, random: Random | null): Batches => {
  const { rule, rows, batchSize, last } = state
  let order: Uint32Array = Uint32Array.from(state.order)
  let { cursor } = state

  /** The order is replaced, never written to: batches already handed out are views of it. */
  const startEpoch = (): void => {
    cursor = 0
    if (random === null) return
    const permutation = random.permutation(rows)
    // The reference program permutes the stored data themselves, so permutations pile up.
    order = rule === 'reference' ? permutation.map((position) => order[position]) : permutation
  }

  return {
    rows,
    batchSize,
    batchesPerEpoch: last === 'keep' ? Math.ceil(rows / batchSize) : Math.floor(rows / batchSize),
    next() {
      const needed = last === 'keep' ? 1 : batchSize
      if (cursor + needed > rows) startEpoch()
      const start = cursor
      cursor = Math.min(start + batchSize, rows)
      return order.subarray(start, cursor)
    },
    state: () => ({
      rule,
      rows,
      batchSize,
      last,
      cursor,
      order: order.slice(),
      random: random?.state() ?? null,
    }),
  }
}

/**
 * The batches of the paper's program: the first pass is in file order; when too few rows are left
 * for a whole batch they are dropped and the rows, as they stand, are permuted afresh.
 *
 * @throws RangeError if a size is none, or the batch size exceeds the number of rows.
 * @example
 * const batches = referenceBatches({ rows: 60_000, batchSize: 1000, random: createRandom(9999) })
 * batches.next() // Uint32Array [0, 1, …, 999]
 */
export const referenceBatches = (options: ReferenceBatchOptions): Batches => {
  checkSizes(options)
  const { rows, batchSize, random = null } = options
  const order = inFileOrder(rows)
  const start = { rule: 'reference', last: 'drop', cursor: 0, random: null } as const
  return continueFrom({ ...start, rows, batchSize, order }, random)
}

/**
 * Batches in a fresh random order each epoch, the first included.
 *
 * @throws RangeError if a size is none, or the batch size exceeds the number of rows.
 * @example
 * const batches = shuffledBatches({ rows: 10, batchSize: 4, random: createRandom(1), last: 'keep' })
 * batches.batchesPerEpoch // 3: of 4, 4 and 2 rows
 */
export const shuffledBatches = (options: ShuffledBatchOptions): Batches => {
  checkSizes(options)
  const { rows, batchSize, random, last = 'drop' } = options
  // A cursor at the end makes the first call begin an epoch, like any other.
  const start = { rule: 'shuffled', cursor: rows, order: inFileOrder(rows), random: null } as const
  return continueFrom({ ...start, rows, batchSize, last }, random)
}

/**
 * Goes on from a saved state: the batches are those that the saved sequence would have given.
 *
 * @throws TypeError or RangeError for what is no such state.
 * @example
 * const again = restoreBatches(batches.state())
 */
export const restoreBatches = (state: BatchesState): Batches => {
  checkSizes(state)
  checkState(state)
  return continueFrom(state, state.random === null ? null : createRandom(state.random))
}
