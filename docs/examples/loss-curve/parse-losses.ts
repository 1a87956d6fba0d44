/** A line of an example's output: losses, and where in the training they were taken. */
export interface Losses {
  readonly epoch: number
  readonly train: number
  readonly test: number
}

/** The lines `… epoch 1.00 train 2.00 test 3.00` among those that an example prints. */
export const parseLosses = (output: string): Losses[] =>
  [...output.matchAll(/epoch (\S+) train (\S+) test (\S+)/g)].map(([, ...numbers]) => {
    const [epoch, train, test] = numbers.map(Number)
    return { epoch, train, test }
  })
