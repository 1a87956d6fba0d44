/** Too many steps were not finite, though each was skipped or the state before restored. */
export class NonFiniteLimitError extends Error {
  override readonly name: string = 'NonFiniteLimitError'
  /** How many. */
  readonly steps: number

  constructor(steps: number, action: 'skip' | 'restore', learningRate: number, last: Error) {
    const done = action === 'skip' ? 'in a row were skipped' : 'were undone'
    const rate = Number(learningRate.toPrecision(3))
    const detail =
      action === 'skip'
        ? `Clean the data, lower the learning rate (now ${rate}) or clip gradients`
        : `The learning rate was halved each time and is now ${rate}: clean the data, raise lambda or clip gradients`
    super(
      `${steps} steps ${done}, since they were not finite: the limit. The last: ${last.message} ` +
        `${detail}; nonFiniteLimit allows more.`,
      { cause: last },
    )
    this.steps = steps
  }
}
