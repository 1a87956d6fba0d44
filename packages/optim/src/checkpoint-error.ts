/** Why a checkpoint was refused. */
export type CheckpointProblem =
  | 'damaged'
  | 'version'
  | 'architecture'
  | 'method'
  | 'options'
  | 'dtype'

/** A file that training does not go on from. The message says what is wrong with it, or what differs. */
export class CheckpointError extends Error {
  override readonly name: string = 'CheckpointError'
  readonly problem: CheckpointProblem
  readonly file: string | undefined

  constructor(
    problem: CheckpointProblem,
    message: string,
    file: string | undefined,
    options?: { readonly cause: unknown },
  ) {
    super(`${file ?? 'the checkpoint'}: ${message}`, options)
    this.problem = problem
    this.file = file
  }
}
