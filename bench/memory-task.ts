import type { EngineName } from '@kq/cli/engines'
import type { MemoryMethod } from './analytic-state.ts'

/** What a process trains whose memory is measured. */
export interface MemoryTask {
  readonly network: 'faces' | 'mnist'
  readonly method: MemoryMethod
  readonly engine: EngineName
  readonly threads: number
  /** Of the training set. */
  readonly rows: number
  readonly batchSize: number
  readonly iterations: number
}
