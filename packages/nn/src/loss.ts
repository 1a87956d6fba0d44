import type { Matrix, MatrixLike } from '@kq/linalg/matrix'
import type { Random } from '@kq/linalg/random'
import type { Variable } from './tape.ts'

/**
 * What a network is trained to make small, a sample a row: always the sum over a sample's outputs
 * and the mean over the samples.
 */
export interface Loss {
  readonly name: string
  /** The loss, 1×1. */
  apply(output: Variable, targets: MatrixLike): Variable
  /**
   * Targets drawn from the distribution that the output stands for, whose negative log-likelihood
   * the loss is. Random numbers are drawn on the host, so that every engine gets the same ones.
   */
  sample(output: Matrix, random: Random): Matrix
  /** How wrong the output is, as people read it: 1×1, a mean. */
  error(output: Matrix, targets: MatrixLike): Matrix
}
