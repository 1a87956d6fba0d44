import { DenseMatrix } from '../../dense-matrix.ts'
import type { Floats } from '../../dtype.ts'
import type { HostEngine } from './host-engine.ts'

/** Storage with a count of the matrices that look at it; `pooled` storage is recycled at zero. */
export interface SharedStorage {
  readonly data: Floats
  references: number
  readonly pooled: boolean
}

/** A matrix of a host engine. Views (slices, transposes) share its storage, whose users are counted. */
export class HostMatrix extends DenseMatrix<HostEngine> {
  readonly storage: SharedStorage

  constructor(
    engine: HostEngine,
    storage: SharedStorage,
    rows: number,
    columns: number,
    offset = 0,
    rowStride: number = columns,
    columnStride = 1,
  ) {
    super(engine, storage.data, rows, columns, offset, rowStride, columnStride)
    this.storage = storage
  }
}

/** Whether rows follow each other in memory without gaps. */
export const isContiguous = (a: HostMatrix): boolean =>
  (a.columns === 1 || a.columnStride === 1) && (a.rows === 1 || a.rowStride === a.columns)
