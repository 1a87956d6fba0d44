/*
 * The general matrix product, after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (ACM TOMS 34, 2008), in the layers of BLIS (Van Zee and van de Geijn, ACM TOMS 41,
 * 2015): blocks of A and B are packed into panels that fit the caches, and a register tile runs over
 * pairs of panels. Products that are too thin for that are made of vector–matrix products.
 *
 * Every element is summed in float64 and in one order, whatever its place, the other sizes, the
 * strides and the path taken: stretches of depthBlock terms from first to last, each stretch
 * from 0, then the stretches from first to last. So XᵀX comes out symmetric to the last bit, and a
 * slice of a product is the product of the slice.
 */
import { multiplyByPanels } from './multiply-by-panels.ts'
import { multiplyByVectors } from './multiply-by-vectors.ts'
import { atLeast, unallocated } from './scratch.ts'
import { storeRow } from './store-row.ts'
import type { Strided } from './strided.ts'

/**
 * out = α A B + β C, as the BLAS routine.
 *
 * NaN and infinities in A and B propagate, through products with zero too. With α = 0, A and B are
 * not read; with β = 0 or without C, C is not read.
 *
 * @param a - m×k
 * @param b - k×n
 * @param c - m×n; may be `out` itself
 * @param out - m×n; shares no element with A or B, and with C only if it is C
 */
export function gemm(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
): void {
  multiply(alpha, a, b, beta, c, out, false)
}

/**
 * As {@link gemm}; with `upperOnly` only the elements on and above the diagonal are computed, in about
 * half the time, and the others of C and `out` are not touched. `out` is square then.
 */
export function multiply(
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: Strided | undefined,
  out: Strided,
  upperOnly: boolean,
): void {
  const { rows, columns } = out
  const depth = alpha === 0 ? 0 : a.columns
  if (rows === 0 || columns === 0) return
  if (depth === 0) scale(beta, c, out, upperOnly)
  else if (isThin(rows, columns, depth)) multiplyByVectors(alpha, a, b, beta, c, out, upperOnly)
  else multiplyByPanels(alpha, a, b, beta, c, out, upperOnly)
}

/** Whether packing costs more than it saves; measured, it is faster from 3×3×2 on. */
const isThin = (rows: number, columns: number, depth: number): boolean =>
  Math.min(rows, columns) <= 2 || depth === 1

let zeros = unallocated

/** out = β C */
function scale(beta: number, c: Strided | undefined, out: Strided, upperOnly: boolean): void {
  const { rows, columns } = out
  zeros = atLeast(zeros, columns)
  for (let row = 0; row < rows; row++) {
    const first = upperOnly ? row : 0
    storeRow(0, zeros, first, beta, c, out, row, first, columns - first)
  }
}
