import type { Local } from './function-writer.ts'

/** The local variables of an emitted loop; sizes are in bytes. */
export interface LoopFrame {
  /** The address of the result's current row. */
  readonly out: Local
  readonly rows: Local
  /** The size of a row of the result, without gaps. */
  readonly rowBytes: Local
  readonly outStride: Local
  /** Room for a row of float64 numbers, for those who asked for it. */
  readonly scratch: Local
  /** What sums are divided by. */
  readonly divisor: Local
  readonly row: Local
  /** Where in the row the current element is. */
  readonly position: Local
}

/** A place in the row: bytes beyond the position, and whether it is a single element. */
export interface Place {
  readonly offset: number
  readonly single: boolean
}

/** The size of a vector. */
export const vectorBytes = 16
