/** Operands whose shapes do not fit each other or the operation. */
export class ShapeError extends RangeError {
  override readonly name: string = 'ShapeError'
}

/** Operands of different engines, a freed matrix, or a value that the engine cannot give at once. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError'
}

/**
 * A Cholesky pivot that is not positive: the matrix is not positive definite to working precision.
 * `pivot` is the 0-based row, `value` what stood on the diagonal when it was reached.
 */
export class NotPositiveDefiniteError extends Error {
  override readonly name: string = 'NotPositiveDefiniteError'
  readonly pivot: number
  readonly value: number

  constructor(operation: string, pivot: number, value: number) {
    super(
      `${operation}: the matrix is not positive definite: pivot ${pivot} (0-based) is ${value}. ` +
        'Add a multiple of the identity (damping), or check that the matrix is symmetric and finite.',
    )
    this.pivot = pivot
    this.value = value
  }
}
