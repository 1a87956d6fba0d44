/** Operands whose shapes do not fit each other or the operation. */
export class ShapeError extends RangeError {
  override readonly name: string = 'ShapeError'
}

/** Operands of different engines, a freed matrix, or a value that the engine cannot give at once. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError'
}

/**
 * The matrix is not positive definite to working precision: a Cholesky pivot or an eigenvalue that
 * should be positive is not. `pivot` is its 0-based number, `value` what it is: of a pivot, what stood
 * on the diagonal when it was reached.
 */
export class NotPositiveDefiniteError extends Error {
  override readonly name: string = 'NotPositiveDefiniteError'
  readonly pivot: number
  readonly value: number

  constructor(
    operation: string,
    pivot: number,
    value: number,
    what: 'pivot' | 'eigenvalue' = 'pivot',
  ) {
    super(
      `${operation}: the matrix is not positive definite: ${what} ${pivot} (0-based) is ${value}. ` +
        'Add a multiple of the identity (damping), or check that the matrix is symmetric and finite.',
    )
    this.pivot = pivot
    this.value = value
  }
}

/** A matrix without an inverse. `pivot` is the 0-based number of the pivot or eigenvalue that is 0. */
export class SingularMatrixError extends Error {
  override readonly name: string = 'SingularMatrixError'
  readonly pivot: number

  constructor(
    operation: string,
    pivot: number,
    value: number,
    what: 'pivot' | 'eigenvalue' = 'pivot',
  ) {
    super(
      `${operation}: the matrix is singular: ${what} ${pivot} (0-based) is ${value}. ` +
        'Solve in the least-squares sense (`lstsq`), or add a multiple of the identity.',
    )
    this.pivot = pivot
  }
}

/** A decomposition was asked of a matrix that holds NaN or an infinity. */
export class NonFiniteMatrixError extends RangeError {
  override readonly name: string = 'NonFiniteMatrixError'

  constructor(operation: string, row: number, column: number, value: number) {
    super(
      `${operation}: the element at [${row}, ${column}] is ${value}; expected finite numbers: ` +
        'find out what made it before you decompose the matrix',
    )
  }
}
