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

/** The paper's autoencoders. */
export const networks: Readonly<
  Record<
    MemoryTask['network'],
    { readonly layerSizes: readonly number[]; readonly loss: 'halfMse' | 'logistic' }
  >
> = {
  faces: { layerSizes: [625, 2000, 1000, 500, 30, 500, 1000, 2000, 625], loss: 'halfMse' },
  mnist: { layerSizes: [784, 1000, 500, 250, 30, 250, 500, 1000, 784], loss: 'logistic' },
}
