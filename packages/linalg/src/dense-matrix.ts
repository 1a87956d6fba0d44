import type { Dtype, Floats } from './dtype.ts'
import type { Engine } from './engine.ts'
import type { Matrix } from './matrix.ts'

/**
 * A matrix in ordinary memory: row r, column c is `data[offset + r·rowStride + c·columnStride]`.
 *
 * It has the fields and methods of a two-dimensional `ndarray`, so tools of that family read it
 * directly. Views (slices, transposes) look at the same memory.
 */
export class DenseMatrix<E extends Engine = Engine> implements Matrix {
  declare readonly engine: E
  declare readonly rows: number
  declare readonly columns: number
  declare readonly offset: number
  declare readonly rowStride: number
  declare readonly columnStride: number
  declare data: Floats
  freed = false

  constructor(
    engine: E,
    data: Floats,
    rows: number,
    columns: number,
    offset = 0,
    rowStride: number = columns,
    columnStride = 1,
  ) {
    this.engine = engine
    this.data = data
    this.rows = rows
    this.columns = columns
    this.offset = offset
    this.rowStride = rowStride
    this.columnStride = columnStride
  }

  get dtype(): Dtype {
    return this.engine.dtype
  }

  get shape(): [number, number] {
    return [this.rows, this.columns]
  }

  get stride(): [number, number] {
    return [this.rowStride, this.columnStride]
  }

  get dimension(): 2 {
    return 2
  }

  get size(): number {
    return this.rows * this.columns
  }

  /** The axes from the fastest to the slowest, as in `ndarray`. */
  get order(): [number, number] {
    return Math.abs(this.rowStride) >= Math.abs(this.columnStride) ? [1, 0] : [0, 1]
  }

  get(row: number, column: number): number {
    return this.data[this.offset + row * this.rowStride + column * this.columnStride]
  }

  /**
   * Writes one element in place, for the tools of the ndarray family. Operations of this package
   * never do: whoever holds the matrix or a view of it sees the change.
   */
  set(row: number, column: number, value: number): number {
    this.data[this.offset + row * this.rowStride + column * this.columnStride] = value
    return value
  }

  /** The values as nested arrays, a copy. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.columns }, (_, column) => this.get(row, column)),
    )
  }
}
