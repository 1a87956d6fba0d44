import { allocate, type Dtype, type Floats } from '@kq/linalg/dtype'

/** What contestants compute. Each takes the task's operands in this order. */
export type Operation =
  /** A B, A Bᵀ, Aᵀ B */
  | 'gemm NN'
  | 'gemm NT'
  | 'gemm TN'
  /** the lower factor of A */
  | 'cholesky'
  /** A⁻¹ */
  | 'spd inverse'
  /** A x, Aᵀ x */
  | 'gemv N'
  | 'gemv T'
  /** H + ½ s sᵀ − ¼ (s qᵀ + q sᵀ) of H, s, q */
  | 'rank two'
  /** 0.9 C + 0.1 XᵀX / m of X (m rows) and C */
  | 'gram blend'
  /** [max(X, 0), 1] */
  | 'relu ones'
  /** 0.9 X + 0.1 Y */
  | 'axpby'
  /** 1 / (1 + e⁻ˣ) */
  | 'sigmoid'
  /** one row of means */
  | 'column mean'
  /** Σ x y, Σ x² */
  | 'dot'
  | 'sum of squares'
  /** (A ⊗ B) x */
  | 'kron matvec'
  /** The loss after some steps of Adam, given a batch and the layers' W̄ = [W | b]. */
  | 'adam, logistic loss'
  | 'adam, half-mse loss'
  /** All products of an iteration of K-BFGS, given the same: the last one, after each layer's. */
  | 'products of kbfgs'

/** An operand, which every contestant fills by itself, so that no matrix has to be sent. */
export interface Operand {
  /** `'spd'`: symmetric positive definite, and as well conditioned for all sizes. */
  readonly kind: 'dense' | 'pixels' | 'weights' | 'spd'
  readonly rows: number
  readonly columns: number
  readonly seed: number
}

export interface Task {
  readonly operation: Operation
  readonly dtype: Dtype
  readonly operands: readonly Operand[]
}

/** Operands without structure. */
export const dense = (
  ...shapes: readonly (readonly [rows: number, columns: number])[]
): Operand[] => shapes.map(([rows, columns], seed) => ({ kind: 'dense', rows, columns, seed }))

/** A symmetric positive definite matrix. */
export const spd = (n: number): Operand[] => [{ kind: 'spd', rows: n, columns: n, seed: 0 }]

/** The i-th number of a stream: 32 bits of `lowbias32`, as a number from −½ up to ½. */
function noise(i: number, seed: number): number {
  let x = (i + Math.imul(seed + 1, 0x9e3779b9)) >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32 - 0.5
}

/** 1/(1 + |i − j|) + 2 δ_ij: convex in |i − j| and hence positive definite (Pólya). */
const positiveDefinite = (i: number, j: number): number =>
  1 / (1 + Math.abs(i - j)) + (i === j ? 2 : 0)

/**
 * The operand's values, row-major: noise from −½ to ½, from 0 to 1 for pixels, up to ±1/√columns for
 * weights. `peers/contestant.py` says the same in Python.
 */
export function valuesOf({ kind, rows, columns, seed }: Operand, dtype: Dtype): Floats {
  const values = allocate(dtype, rows * columns)
  const [scale, shift] = { dense: [1, 0], pixels: [1, 0.5], weights: [2 / Math.sqrt(columns), 0] }[
    kind === 'spd' ? 'dense' : kind
  ]
  for (let i = 0; i < values.length; i++) {
    values[i] =
      kind === 'spd'
        ? positiveDefinite(Math.floor(i / columns), i % columns)
        : scale * noise(i, seed) + shift
  }
  return values
}
