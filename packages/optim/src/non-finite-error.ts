/** A NaN or an infinity where training needs a number. No parameter and no state has changed. */
export class NonFiniteError extends Error {
  override readonly name: string = 'NonFiniteError'
  /** What was not finite: `'input'`, `'target'`, `'loss'`, `'gradient'`, `'direction'`, … */
  readonly quantity: string
  /** The parameter or layer that it was first seen at, if it has one. */
  readonly parameter: string | undefined
  /** Steps taken before the one that failed. */
  readonly iteration: number

  constructor(quantity: string, parameter: string | undefined, iteration: number, detail: string) {
    const place = parameter === undefined ? '' : ` of ${parameter}`
    super(`the ${quantity}${place} is not finite in iteration ${iteration}. ${detail}`)
    this.quantity = quantity
    this.parameter = parameter
    this.iteration = iteration
  }
}
