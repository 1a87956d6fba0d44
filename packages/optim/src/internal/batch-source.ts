import { type Batches, referenceBatches, shuffledBatches } from '@kq/data/batches'
import type { Random } from '@kq/linalg/random'

/** How batches follow each other. */
export type Batching = 'reference' | 'shuffled' | 'sequential'

/** @throws TypeError for an unknown rule */
export function batchSource(
  batching: Batching,
  rows: number,
  batchSize: number,
  random: Random,
): Batches {
  switch (batching) {
    case 'reference':
      return referenceBatches({ rows, batchSize, random })
    case 'shuffled':
      return shuffledBatches({ rows, batchSize, random })
    case 'sequential':
      return referenceBatches({ rows, batchSize })
    default:
      throw new TypeError(
        `batching is '${String(batching)}'; expected 'reference', 'shuffled' or 'sequential'`,
      )
  }
}
