import type { Dtype, Floats } from './dtype.ts'
import type { Expression } from './expression.ts'
import type { Matrix } from './matrix.ts'

/** Rows and columns. */
export interface Shape {
  readonly rows: number
  readonly columns: number
}

/** A half-open block of rows and columns. */
export interface Block {
  readonly rowStart: number
  readonly rowEnd: number
  readonly columnStart: number
  readonly columnEnd: number
}

/** Which direction an operation runs along: `'rows'` collapses or stacks rows. */
export type Axis = 'rows' | 'columns'

/** How {@link Engine.reduce} folds numbers. The sum of nothing is 0, its maximum −∞, its mean NaN. */
export type Reduction = 'sum' | 'mean' | 'max' | 'min'

export interface GemmArguments<M extends Matrix> {
  readonly transposeA: boolean
  readonly transposeB: boolean
  readonly alpha: number
  readonly beta: number
  readonly c: M | undefined
}

export interface TriangularSolveArguments {
  /** Which triangle of T is read. */
  readonly lower: boolean
  readonly transpose: boolean
}

export interface EngineStats {
  /** Matrices made and not yet freed. */
  readonly liveMatrices: number
  /** Bytes that these hold; storage that several share counts once. */
  readonly liveBytes: number
}

/**
 * What computes. An engine implements this over its own kind of matrix `M` and nothing else; all
 * algorithms are written once against the free functions (`gemm`, `map`, …), which check shapes and
 * ownership before they dispatch here, so an engine need not.
 *
 * Operations enqueue and return; only {@link Engine.read} waits. They never change their operands,
 * and the result never shares storage that a later operation overwrites. `NaN` and infinities
 * propagate as in IEEE 754, also through products with zero.
 *
 * The optional members stand in for the defaults in the files of their names, which are written
 * with the required ones (the factorizations: for host matrices only, so that a program that never
 * factors does not carry them).
 */
export interface Engine<M extends Matrix = Matrix> {
  /** As in error messages and reports: `'host'`, `'wasm'`. */
  readonly name: string
  readonly dtype: Dtype

  /** Copies row-major values in. */
  upload(values: ArrayLike<number>, shape: Shape): M
  /** Copies the values out, row-major. Errors of the operations that made `a` surface here at the latest. */
  read(a: M): Promise<Floats>
  free(a: M): void
  stats(): EngineStats

  /** α op(A) op(B) + β C; C is not read when it is undefined. */
  gemm(a: M, b: M, options: GemmArguments<M>): M
  /**
   * `expression` at every element of `shape`; operands of one row or one column are repeated along
   * it, numbers everywhere. With `ones`, a column of ones follows the last column.
   */
  map(expression: Expression, operands: readonly (M | number)[], shape: Shape, ones: boolean): M
  /** Like `map`, folded along `axis` (`'rows'`: one row remains) or altogether (1×1). */
  reduce(
    kind: Reduction,
    axis: Axis | 'all',
    expression: Expression,
    operands: readonly (M | number)[],
    shape: Shape,
  ): M
  slice(a: M, block: Block): M
  concat(parts: readonly M[], axis: Axis): M
  transpose(a: M): M

  /** α XᵀX + β C, symmetric to the last bit where C is. */
  gram?(x: M, alpha: number, beta: number, c: M | undefined): M
  /** H + a s sᵀ + b (s qᵀ + q sᵀ) with 1×1 a and b; symmetric to the last bit where H is. */
  rankTwoUpdate?(h: M, s: M, q: M, a: M, b: M): M
  /** `a` where the 1×1 `condition` is not 0, else `b`: the whole matrix, one or the other. */
  select?(condition: M, a: M, b: M): M
  /**
   * The lower Cholesky factor L of A = L Lᵀ, reading the lower triangle. Where A is not positive
   * definite an engine that knows at once throws `NotPositiveDefiniteError`; others give NaN.
   */
  cholesky?(a: M): M
  /** X with op(T) X = B. */
  triangularSolve?(t: M, b: M, options: TriangularSolveArguments): M
  /** A⁻¹, symmetric to the last bit. Failure as in {@link Engine.cholesky}. */
  spdInverse?(a: M): M
  /** The same numbers, row after row, in another shape of as many; a view where the storage allows it. */
  reshape?(a: M, shape: Shape): M
  /** The value of a 1×1 matrix at once; absent where the engine would have to wait. */
  peek?(a: M): number

  /** Its matrices are plain arrays to every other engine, which takes them as it takes ndarrays. */
  readonly isPlain?: boolean
  /**
   * The engine that this one computes on, where operations take its matrices together with this
   * one's own: by {@link Engine.adopt}.
   */
  readonly base?: Engine
  /** A matrix of {@link Engine.base} as one of this engine's, freed apart from it. */
  adopt?(a: Matrix): M
}
